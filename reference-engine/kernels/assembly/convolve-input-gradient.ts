import { Real } from './shared/real'
import { addTo, multiplyAdd, numberBytes, panelColumns } from './shared/vectors'

/**
 * dX[pixel, tap] += sum over columns of dY[pixel, column] * weights[tap, column]: each pixel of the output hands its gradient back to
 * the taps of its window, in place.
 *
 * @param pixelBytes between neighbours in dX
 * @param pixels, runs, runBytes as in `convolve`, for dX
 * @param weights transposed by `transposePanels`. What fills up the last group of a run are zeros; they are added to what follows it
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
      for (let tap = 0; tap < runBytes; tap += 32) {
        const narrow = isNarrow(runBytes - tap)
        const groupBytes = columns * groupWidth(runBytes - tap)
        let row = dY + dYBytes * first
        let pixel = pixels + (first << 2)
        for (let tile = 0; tile < tiles; tile++) {
          if (narrow) fourPixelsNarrow(window + tap, pixel, row, pixelsApart, rowsApart, from, groupBytes)
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
  }
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

/** Two sums a pixel, of the even and of the odd columns, so that each addition need not wait for the one before. */
function fourPixelsNarrow(
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

/**
 * The panels of `convolve` as `convolveInputGradient` reads them: for each run groups of 32 bytes of taps, or of 16 where no more are left,
 * one for each column in turn.
 *
 * @param taps of a run
 * @param firstRun, lastRun the runs to do, so that threads can share the work
 */
export function transposePanels(
  weights: usize,
  to: usize,
  runCount: i32,
  taps: i32,
  columns: i32,
  firstRun: i32,
  lastRun: i32,
): void {
  const panelBytes = <usize>((runCount * taps) << 5)
  let transposedRunBytes = 0
  for (let tap = 0; tap < taps; tap += panelColumns) {
    transposedRunBytes += columns * groupWidth((taps - tap) * numberBytes)
  }
  for (let run = firstRun; run < lastRun; run++) {
    let at = to + run * transposedRunBytes
    for (let tap = 0; tap < taps; tap += panelColumns) {
      const width = groupWidth((taps - tap) * numberBytes) / numberBytes
      const filled = min(width, taps - tap)
      for (let column = 0; column < columns; column++) {
        const panel = column / panelColumns
        let from =
          weights + panelBytes * panel + ((run * taps + tap) << 5) + (column - panel * panelColumns) * numberBytes
        for (let index = 0; index < width; index++) {
          store<Real>(at, index < filled ? load<Real>(from) : 0)
          at += numberBytes
          from += 32
        }
      }
    }
  }
}
