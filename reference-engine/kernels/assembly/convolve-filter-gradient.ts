import { Real } from './shared/real'
import { addTo, multiplyAdd, numberBytes, panelShift } from './shared/vectors'

/**
 * dWeights[tap, column] += sum over pixels of x[pixel, tap] * dY[pixel, column], in the panels of `convolve`; and
 * dBias[column] += sum over pixels of dY[pixel, column].
 *
 * @param pixels, runs, runBytes as in `convolve`
 * @param dY rows dYBytes apart, of `panels` * 32 bytes
 * @param dBias 0 for none
 */
export function convolveFilterGradient(
  x: usize,
  pixels: usize,
  count: i32,
  runs: usize,
  runCount: i32,
  runBytes: i32,
  dY: usize,
  dYBytes: usize,
  dWeights: usize,
  dBias: usize,
  panels: i32,
  chunk: i32,
): void {
  const panelBytes = <usize>((runCount * runBytes) << panelShift)
  const taps = runBytes / numberBytes
  const together = numberBytes * (taps % 4 != 0 && taps % 3 == 0 ? 3 : 4)
  for (let first = 0; first < count; first += chunk) {
    const rows = min(chunk, count - first)
    const table = pixels + (first << 2)
    const end = table + (rows << 2)
    for (let panel = 0; panel < panels; panel++) {
      const columns = dY + dYBytes * first + (panel << 5)
      if (dBias) addColumns(columns, dYBytes, rows, dBias + (panel << 5))
      let to = dWeights + panelBytes * panel
      for (let run = 0; run < runCount; run++) {
        const window = x + load<u32>(runs + (run << 2))
        let tap = 0
        for (; tap + together <= runBytes; tap += together) {
          if (together == 4 * numberBytes) fourTaps(window + tap, table, end, columns, dYBytes, to)
          else threeTaps(window + tap, table, end, columns, dYBytes, to)
          to += together << panelShift
        }
        for (; tap < runBytes; tap += numberBytes) {
          oneTap(window + tap, table, end, columns, dYBytes, to)
          to += 32
        }
      }
    }
  }
}

function fourTaps(x: usize, pixel: usize, end: usize, row: usize, rowBytes: usize, to: usize): void {
  const zero = v128.splat<Real>(0)
  let s00 = zero
  let s01 = zero
  let s10 = zero
  let s11 = zero
  let s20 = zero
  let s21 = zero
  let s30 = zero
  let s31 = zero
  while (pixel < end) {
    const a = x + load<u32>(pixel)
    const d0 = v128.load(row)
    const d1 = v128.load(row, 16)
    const v0 = v128.load_splat<Real>(a)
    s00 = multiplyAdd(v0, d0, s00)
    s01 = multiplyAdd(v0, d1, s01)
    const v1 = v128.load_splat<Real>(a, sizeof<Real>())
    s10 = multiplyAdd(v1, d0, s10)
    s11 = multiplyAdd(v1, d1, s11)
    const v2 = v128.load_splat<Real>(a, 2 * sizeof<Real>())
    s20 = multiplyAdd(v2, d0, s20)
    s21 = multiplyAdd(v2, d1, s21)
    const v3 = v128.load_splat<Real>(a, 3 * sizeof<Real>())
    s30 = multiplyAdd(v3, d0, s30)
    s31 = multiplyAdd(v3, d1, s31)
    row += rowBytes
    pixel += 4
  }
  addTo(to, s00)
  addTo(to + 16, s01)
  addTo(to + 32, s10)
  addTo(to + 48, s11)
  addTo(to + 64, s20)
  addTo(to + 80, s21)
  addTo(to + 96, s30)
  addTo(to + 112, s31)
}

/** For windows over three channels. */
function threeTaps(x: usize, pixel: usize, end: usize, row: usize, rowBytes: usize, to: usize): void {
  const zero = v128.splat<Real>(0)
  let s00 = zero
  let s01 = zero
  let s10 = zero
  let s11 = zero
  let s20 = zero
  let s21 = zero
  while (pixel < end) {
    const a = x + load<u32>(pixel)
    const d0 = v128.load(row)
    const d1 = v128.load(row, 16)
    const v0 = v128.load_splat<Real>(a)
    s00 = multiplyAdd(v0, d0, s00)
    s01 = multiplyAdd(v0, d1, s01)
    const v1 = v128.load_splat<Real>(a, sizeof<Real>())
    s10 = multiplyAdd(v1, d0, s10)
    s11 = multiplyAdd(v1, d1, s11)
    const v2 = v128.load_splat<Real>(a, 2 * sizeof<Real>())
    s20 = multiplyAdd(v2, d0, s20)
    s21 = multiplyAdd(v2, d1, s21)
    row += rowBytes
    pixel += 4
  }
  addTo(to, s00)
  addTo(to + 16, s01)
  addTo(to + 32, s10)
  addTo(to + 48, s11)
  addTo(to + 64, s20)
  addTo(to + 80, s21)
}

function oneTap(x: usize, pixel: usize, end: usize, row: usize, rowBytes: usize, to: usize): void {
  let s0 = v128.splat<Real>(0)
  let s1 = s0
  while (pixel < end) {
    const v = v128.load_splat<Real>(x + load<u32>(pixel))
    s0 = multiplyAdd(v, v128.load(row), s0)
    s1 = multiplyAdd(v, v128.load(row, 16), s1)
    row += rowBytes
    pixel += 4
  }
  addTo(to, s0)
  addTo(to + 16, s1)
}

function addColumns(row: usize, rowBytes: usize, rows: i32, to: usize): void {
  let s0 = v128.splat<Real>(0)
  let s1 = s0
  for (let index = 0; index < rows; index++) {
    s0 = v128.add<Real>(s0, v128.load(row))
    s1 = v128.add<Real>(s1, v128.load(row, 16))
    row += rowBytes
  }
  addTo(to, s0)
  addTo(to + 16, s1)
}
