import { Real } from './shared/real'
import { addTo, multiplyAdd, numberBytes, panelColumns } from './shared/vectors'

/**
 * dX[pixel, tap] += sum over columns of dY[pixel, column] * weights[tap, column]: each pixel of the output hands its gradient back to
 * the taps of its window, in place.
 *
 * @param pixelBytes between neighbours in dX
 * @param pixels, runs, runBytes as in `convolve`, for dX
 * @param weights transposed by `transposePanels`. What fills up the last group of a run are zeros; they are added to what follows it,
 *   but where short rests of runs share a group
 * @param dY rows dYBytes apart
 */
export function convolveInputGradient(
  dX: usize,
  pixelBytes: i32,
  pixels: usize,
  count: i32,
  runs: usize,
  runCount: i32,
  runBytes: i32,
  weights: usize,
  dY: usize,
  dYBytes: usize,
  columns: i32,
  chunk: i32,
): void {
  const sharing = sharesRests(runCount, runBytes)
  const ownBytes = sharing ? runBytes & ~31 : runBytes
  const restBytes = runBytes - ownBytes
  for (let first = 0; first < count; first += chunk) {
    const last = min(first + chunk, count)
    const tiles = (last - first) >> 2
    const rest = first + (tiles << 2)
    // The four pixels of a tile lie side by side; but where a vector reaches over the next pixel, far apart: neighbours share it then,
    // and would wait for each other's sums.
    const apart = pixelBytes < 32 ? tiles : 1
    const pixelsApart = (<usize>apart) << 2
    const rowsApart = dYBytes * apart
    const advance = pixelBytes < 32 ? 1 : 4
    let from = weights
    for (let run = 0; run < runCount; run++) {
      const window = dX + load<u32>(runs + (run << 2))
      for (let tap = 0; tap < ownBytes; tap += 32) {
        const narrow = isNarrow(runBytes - tap)
        const groupBytes = columns * groupWidth(runBytes - tap)
        let row = dY + dYBytes * first
        let pixel = pixels + (first << 2)
        for (let tile = 0; tile < tiles; tile++) {
          if (narrow) fourPixelsNarrow(window + tap, pixel, row, pixelsApart, rowsApart, from, groupBytes, 0, 0, 0)
          else fourPixels(window + tap, pixel, row, pixelsApart, rowsApart, from, groupBytes)
          row += dYBytes * advance
          pixel += advance << 2
        }
        row = dY + dYBytes * rest
        pixel = pixels + (rest << 2)
        for (let index = rest; index < last; index++) {
          onePixel(window + tap, pixel, row, from, groupBytes, narrow)
          row += dYBytes
          pixel += 4
        }
        from += groupBytes
      }
    }
    if (sharing) {
      const groupBytes = columns << 4
      let row = dY + dYBytes * first
      let pixel = pixels + (first << 2)
      for (let tile = 0; tile < tiles; tile++) {
        const to = dX + ownBytes
        fourPixelsNarrow(to, pixel, row, pixelsApart, rowsApart, from, groupBytes, runs, runCount, restBytes)
        row += dYBytes * advance
        pixel += advance << 2
      }
      row = dY + dYBytes * rest
      pixel = pixels + (rest << 2)
      for (let index = rest; index < last; index++) {
        addRests(dX + ownBytes + load<u32>(pixel), narrowSums(row, from, groupBytes), runs, runCount, restBytes)
        row += dYBytes
        pixel += 4
      }
    }
  }
}

/** Whether what is left of all runs beyond whole groups fits into 16 bytes together: then it is one group, not one for each run. */
function sharesRests(runCount: i32, runBytes: i32): bool {
  const restBytes = runBytes & 31
  return runCount > 1 && restBytes > 0 && restBytes * runCount <= 16
}

/** Adds the sums of a shared group, each to its place. @param to where the rest of the first run would lie if the run began at 0 */
function addRests(to: usize, sums: v128, runs: usize, runCount: i32, restBytes: i32): void {
  let lane = 0
  for (let run = 0; run < runCount; run++) {
    const at = to + load<u32>(runs + (run << 2))
    for (let tap = 0; tap < restBytes; tap += numberBytes) {
      store<Real>(at + tap, load<Real>(at + tap) + numberOf(sums, lane))
      lane++
    }
  }
}

function numberOf(v: v128, lane: i32): Real {
  if (lane == 0) return v128.extract_lane<Real>(v, 0)
  if (lane == 1) return v128.extract_lane<Real>(v, 1)
  if (numberBytes == 4) return lane == 2 ? v128.extract_lane<Real>(v, 2) : v128.extract_lane<Real>(v, 3)
  return 0
}

/** The taps of a run are taken in groups of 32 bytes; the last may do with 16. */
function groupWidth(bytesLeft: i32): i32 {
  return isNarrow(bytesLeft) ? 16 : 32
}

function isNarrow(bytesLeft: i32): bool {
  return bytesLeft <= 16
}

function fourPixels(
  dX: usize,
  pixels: usize,
  row: usize,
  pixelsApart: usize,
  rowsApart: usize,
  weights: usize,
  groupBytes: usize,
): void {
  const zero = v128.splat<Real>(0)
  let s00 = zero
  let s01 = zero
  let s10 = zero
  let s11 = zero
  let s20 = zero
  let s21 = zero
  let s30 = zero
  let s31 = zero
  const a0 = row
  const a1 = a0 + rowsApart
  const a2 = a1 + rowsApart
  const a3 = a2 + rowsApart
  const end = weights + groupBytes
  let column: usize = 0
  while (weights < end) {
    const w0 = v128.load(weights)
    const w1 = v128.load(weights, 16)
    const v0 = v128.load_splat<Real>(a0 + column)
    s00 = multiplyAdd(v0, w0, s00)
    s01 = multiplyAdd(v0, w1, s01)
    const v1 = v128.load_splat<Real>(a1 + column)
    s10 = multiplyAdd(v1, w0, s10)
    s11 = multiplyAdd(v1, w1, s11)
    const v2 = v128.load_splat<Real>(a2 + column)
    s20 = multiplyAdd(v2, w0, s20)
    s21 = multiplyAdd(v2, w1, s21)
    const v3 = v128.load_splat<Real>(a3 + column)
    s30 = multiplyAdd(v3, w0, s30)
    s31 = multiplyAdd(v3, w1, s31)
    weights += 32
    column += sizeof<Real>()
  }
  const to0 = dX + load<u32>(pixels)
  addTo(to0, s00)
  addTo(to0 + 16, s01)
  const to1 = dX + load<u32>(pixels + pixelsApart)
  addTo(to1, s10)
  addTo(to1 + 16, s11)
  const to2 = dX + load<u32>(pixels + 2 * pixelsApart)
  addTo(to2, s20)
  addTo(to2 + 16, s21)
  const to3 = dX + load<u32>(pixels + 3 * pixelsApart)
  addTo(to3, s30)
  addTo(to3 + 16, s31)
}

/**
 * Two sums a pixel, of the even and of the odd columns, so that each addition need not wait for the one before.
 *
 * @param runs 0 where the group belongs to one run
 */
function fourPixelsNarrow(
  dX: usize,
  pixels: usize,
  row: usize,
  pixelsApart: usize,
  rowsApart: usize,
  weights: usize,
  groupBytes: usize,
  runs: usize,
  runCount: i32,
  restBytes: i32,
): void {
  const zero = v128.splat<Real>(0)
  let s00 = zero
  let s01 = zero
  let s10 = zero
  let s11 = zero
  let s20 = zero
  let s21 = zero
  let s30 = zero
  let s31 = zero
  const a0 = row
  const a1 = a0 + rowsApart
  const a2 = a1 + rowsApart
  const a3 = a2 + rowsApart
  const end = weights + groupBytes
  let column: usize = 0
  while (weights < end) {
    const w0 = v128.load(weights)
    const w1 = v128.load(weights, 16)
    s00 = multiplyAdd(v128.load_splat<Real>(a0 + column), w0, s00)
    s01 = multiplyAdd(v128.load_splat<Real>(a0 + column, sizeof<Real>()), w1, s01)
    s10 = multiplyAdd(v128.load_splat<Real>(a1 + column), w0, s10)
    s11 = multiplyAdd(v128.load_splat<Real>(a1 + column, sizeof<Real>()), w1, s11)
    s20 = multiplyAdd(v128.load_splat<Real>(a2 + column), w0, s20)
    s21 = multiplyAdd(v128.load_splat<Real>(a2 + column, sizeof<Real>()), w1, s21)
    s30 = multiplyAdd(v128.load_splat<Real>(a3 + column), w0, s30)
    s31 = multiplyAdd(v128.load_splat<Real>(a3 + column, sizeof<Real>()), w1, s31)
    weights += 32
    column += 2 * sizeof<Real>()
  }
  if (runs) {
    addRests(dX + load<u32>(pixels), v128.add<Real>(s00, s01), runs, runCount, restBytes)
    addRests(dX + load<u32>(pixels + pixelsApart), v128.add<Real>(s10, s11), runs, runCount, restBytes)
    addRests(dX + load<u32>(pixels + 2 * pixelsApart), v128.add<Real>(s20, s21), runs, runCount, restBytes)
    addRests(dX + load<u32>(pixels + 3 * pixelsApart), v128.add<Real>(s30, s31), runs, runCount, restBytes)
    return
  }
  addTo(dX + load<u32>(pixels), v128.add<Real>(s00, s01))
  addTo(dX + load<u32>(pixels + pixelsApart), v128.add<Real>(s10, s11))
  addTo(dX + load<u32>(pixels + 2 * pixelsApart), v128.add<Real>(s20, s21))
  addTo(dX + load<u32>(pixels + 3 * pixelsApart), v128.add<Real>(s30, s31))
}

function onePixel(dX: usize, pixel: usize, row: usize, weights: usize, groupBytes: usize, narrow: bool): void {
  let s0 = v128.splat<Real>(0)
  let s1 = s0
  const end = weights + groupBytes
  while (weights < end) {
    const v = v128.load_splat<Real>(row)
    s0 = multiplyAdd(v, v128.load(weights), s0)
    if (!narrow) s1 = multiplyAdd(v, v128.load(weights, 16), s1)
    weights += narrow ? 16 : 32
    row += sizeof<Real>()
  }
  const to = dX + load<u32>(pixel)
  addTo(to, s0)
  if (!narrow) addTo(to + 16, s1)
}

/** One pixel's sums of a narrow group. */
function narrowSums(row: usize, weights: usize, groupBytes: usize): v128 {
  let sums = v128.splat<Real>(0)
  for (const end = weights + groupBytes; weights < end; weights += 16) {
    sums = multiplyAdd(v128.load_splat<Real>(row), v128.load(weights), sums)
    row += sizeof<Real>()
  }
  return sums
}

/**
 * The panels of `convolve` as `convolveInputGradient` reads them: for each run groups of 32 bytes of taps, or of 16 where no more are left,
 * one for each column in turn; at last the group that rests of runs share.
 *
 * @param taps of a run
 */
export function transposePanels(weights: usize, to: usize, runCount: i32, taps: i32, columns: i32): void {
  const panelBytes = <usize>((runCount * taps) << 5)
  const sharing = sharesRests(runCount, taps * numberBytes)
  const ownTaps = sharing ? taps - (taps % panelColumns) : taps
  for (let run = 0; run < runCount; run++) {
    for (let tap = 0; tap < ownTaps; tap += panelColumns) {
      const width = groupWidth((taps - tap) * numberBytes) / numberBytes
      const filled = min(width, taps - tap)
      for (let column = 0; column < columns; column++) {
        let from = weightAt(weights, panelBytes, run * taps + tap, column)
        for (let index = 0; index < width; index++) {
          store<Real>(to, index < filled ? load<Real>(from) : 0)
          to += numberBytes
          from += 32
        }
      }
    }
  }
  for (let column = 0; sharing && column < columns; column++) {
    v128.store(to, v128.splat<Real>(0))
    let at = to
    for (let run = 0; run < runCount; run++) {
      for (let tap = ownTaps; tap < taps; tap++) {
        store<Real>(at, load<Real>(weightAt(weights, panelBytes, run * taps + tap, column)))
        at += numberBytes
      }
    }
    to += 16
  }
}

/** Where the weight of a row and column lies in panels. */
function weightAt(weights: usize, panelBytes: usize, row: i32, column: i32): usize {
  const panel = column / panelColumns
  return weights + panelBytes * panel + <usize>(row << 5) + (column - panel * panelColumns) * numberBytes
}
