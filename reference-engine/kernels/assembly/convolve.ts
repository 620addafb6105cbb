import { Real } from './shared/real'
import { multiplyAdd, panelShift } from './shared/vectors'

/**
 * Rows of sums of products, y[pixel, column] = sum over taps of x[pixel, tap] * weights[tap, column], without building the matrix
 * of taps: the taps of a pixel lie in memory as a few contiguous runs, a row of the window each.
 *
 * @param pixels table: where the window of each pixel begins, in bytes from x
 * @param runs table: where each run begins, in bytes from the window's begin
 * @param runBytes length of a run
 * @param weights panels of 32 bytes a tap, panel after panel
 * @param start the first value of each sum: a row of biases, or 0 for what y holds
 * @param y rows yBytes apart, of `panels` * 32 bytes
 * @param rectified 1: max(0, y)
 * @param chunk pixels that are taken together, so that they stay in the cache while the panels pass
 */
export function convolve(
  x: usize,
  pixels: usize,
  count: i32,
  runs: usize,
  runCount: i32,
  runBytes: i32,
  weights: usize,
  start: usize,
  y: usize,
  yBytes: usize,
  panels: i32,
  rectified: i32,
  chunk: i32,
): void {
  const panelBytes = <usize>((runCount * runBytes) << panelShift)
  for (let first = 0; first < count; first += chunk) {
    const last = min(first + chunk, count)
    const fours = last - ((last - first) & 3)
    for (let panel = 0; panel < panels; panel++) {
      const from = weights + panelBytes * panel
      const bias = start ? start + (panel << 5) : 0
      let to = y + yBytes * first + (panel << 5)
      let pixel = pixels + (first << 2)
      for (let row = first; row < fours; row += 4) {
        fourPixels(x, pixel, runs, runCount, runBytes, from, bias, to, yBytes, rectified)
        to += yBytes << 2
        pixel += 16
      }
      for (let row = fours; row < last; row++) {
        onePixel(x, pixel, runs, runCount, runBytes, from, bias, to, rectified)
        to += yBytes
        pixel += 4
      }
    }
  }
}

function fourPixels(
  x: usize,
  pixels: usize,
  runs: usize,
  runCount: i32,
  runBytes: i32,
  weights: usize,
  bias: usize,
  y: usize,
  yBytes: usize,
  rectified: i32,
): void {
  const start = bias ? bias : y
  const startBytes = bias ? 0 : yBytes
  let s00 = v128.load(start)
  let s01 = v128.load(start, 16)
  let s10 = v128.load(start + startBytes)
  let s11 = v128.load(start + startBytes, 16)
  let s20 = v128.load(start + 2 * startBytes)
  let s21 = v128.load(start + 2 * startBytes, 16)
  let s30 = v128.load(start + 3 * startBytes)
  let s31 = v128.load(start + 3 * startBytes, 16)
  for (let run = 0; run < runCount; run++) {
    const window = x + load<u32>(runs + (run << 2))
    const a0 = window + load<u32>(pixels)
    const a1 = window + load<u32>(pixels, 4)
    const a2 = window + load<u32>(pixels, 8)
    const a3 = window + load<u32>(pixels, 12)
    const end = weights + ((<usize>runBytes) << panelShift)
    let tap: usize = 0
    while (weights < end) {
      const w0 = v128.load(weights)
      const w1 = v128.load(weights, 16)
      const v0 = v128.load_splat<Real>(a0 + tap)
      s00 = multiplyAdd(v0, w0, s00)
      s01 = multiplyAdd(v0, w1, s01)
      const v1 = v128.load_splat<Real>(a1 + tap)
      s10 = multiplyAdd(v1, w0, s10)
      s11 = multiplyAdd(v1, w1, s11)
      const v2 = v128.load_splat<Real>(a2 + tap)
      s20 = multiplyAdd(v2, w0, s20)
      s21 = multiplyAdd(v2, w1, s21)
      const v3 = v128.load_splat<Real>(a3 + tap)
      s30 = multiplyAdd(v3, w0, s30)
      s31 = multiplyAdd(v3, w1, s31)
      weights += 32
      tap += sizeof<Real>()
    }
  }
  if (rectified) {
    const zero = v128.splat<Real>(0)
    s00 = v128.pmax<Real>(s00, zero)
    s01 = v128.pmax<Real>(s01, zero)
    s10 = v128.pmax<Real>(s10, zero)
    s11 = v128.pmax<Real>(s11, zero)
    s20 = v128.pmax<Real>(s20, zero)
    s21 = v128.pmax<Real>(s21, zero)
    s30 = v128.pmax<Real>(s30, zero)
    s31 = v128.pmax<Real>(s31, zero)
  }
  v128.store(y, s00)
  v128.store(y, s01, 16)
  y += yBytes
  v128.store(y, s10)
  v128.store(y, s11, 16)
  y += yBytes
  v128.store(y, s20)
  v128.store(y, s21, 16)
  y += yBytes
  v128.store(y, s30)
  v128.store(y, s31, 16)
}

function onePixel(
  x: usize,
  pixels: usize,
  runs: usize,
  runCount: i32,
  runBytes: i32,
  weights: usize,
  bias: usize,
  y: usize,
  rectified: i32,
): void {
  const window = x + load<u32>(pixels)
  let s0 = v128.load(bias ? bias : y)
  let s1 = v128.load(bias ? bias : y, 16)
  for (let run = 0; run < runCount; run++) {
    let a = window + load<u32>(runs + (run << 2))
    const end = weights + ((<usize>runBytes) << panelShift)
    while (weights < end) {
      const v = v128.load_splat<Real>(a)
      s0 = multiplyAdd(v, v128.load(weights), s0)
      s1 = multiplyAdd(v, v128.load(weights, 16), s1)
      weights += 32
      a += sizeof<Real>()
    }
  }
  if (rectified) {
    const zero = v128.splat<Real>(0)
    s0 = v128.pmax<Real>(s0, zero)
    s1 = v128.pmax<Real>(s1, zero)
  }
  v128.store(y, s0)
  v128.store(y, s1, 16)
}
