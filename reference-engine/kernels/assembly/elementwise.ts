import { Real } from './shared/real'
import { exponential, hyperbolicTangent, logistic } from './shared/exponential'
import { lanes, numberBytes } from './shared/vectors'

// `count` numbers lie one after another, in whole vectors.

/** Zeros. */
export function clear(to: usize, bytes: i32): void {
  memory.fill(to, 0, bytes)
}

/** Rows of `bytes`, from rows that are fromBytes apart to rows that are toBytes apart. */
export function copyRows(from: usize, fromBytes: usize, to: usize, toBytes: usize, bytes: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    memory.copy(to, from, bytes)
    from += fromBytes
    to += toBytes
  }
}

/** into += the sum of `pieces` blocks that lie piecesApart bytes from each other, taken in their order. */
export function sumPieces(into: usize, from: usize, piecesApart: usize, pieces: i32, count: i32): void {
  for (const end = into + count * numberBytes; into < end; into += 16) {
    let sum = v128.load(into)
    let at = from
    for (let piece = 0; piece < pieces; piece++) {
      sum = v128.add<Real>(sum, v128.load(at))
      at += piecesApart
    }
    v128.store(into, sum)
    from += 16
  }
}

/** y = a * b */
export function multiply(a: usize, b: usize, y: usize, count: i32): void {
  for (let offset: usize = 0; offset < <usize>(count * numberBytes); offset += 16) {
    v128.store(y + offset, v128.mul<Real>(v128.load(a + offset), v128.load(b + offset)))
  }
}

/** y = max(0, x), or slope * x below 0 */
export function leakyRelu(x: usize, y: usize, count: i32, slope: Real): void {
  const slopes = v128.splat<Real>(slope)
  const zero = v128.splat<Real>(0)
  for (let offset: usize = 0; offset < <usize>(count * numberBytes); offset += 16) {
    const v = v128.load(x + offset)
    const below = slope == 0 ? zero : v128.mul<Real>(v, slopes)
    v128.store(y + offset, v128.bitselect(below, v, v128.lt<Real>(v, zero)))
  }
}

/** d = d where y > 0, else slope * d. @param y what `leakyRelu` gave: it has the sign of what it was given */
export function leakyReluGradient(y: usize, d: usize, count: i32, slope: Real): void {
  const slopes = v128.splat<Real>(slope)
  const zero = v128.splat<Real>(0)
  for (let offset: usize = 0; offset < <usize>(count * numberBytes); offset += 16) {
    const v = v128.load(d + offset)
    const below = slope == 0 ? zero : v128.mul<Real>(v, slopes)
    v128.store(d + offset, v128.bitselect(v, below, v128.gt<Real>(v128.load(y + offset), zero)))
  }
}

/** y = 1 / (1 + e^-x) */
export function sigmoid(x: usize, y: usize, count: i32): void {
  for (let offset: usize = 0; offset < <usize>(count * numberBytes); offset += 16) {
    v128.store(y + offset, logistic(v128.load(x + offset)))
  }
}

/** d *= y (1 - y). @param y what `sigmoid` gave */
export function sigmoidGradient(y: usize, d: usize, count: i32): void {
  const one = v128.splat<Real>(1)
  for (let offset: usize = 0; offset < <usize>(count * numberBytes); offset += 16) {
    const v = v128.load(y + offset)
    const slope = v128.mul<Real>(v, v128.sub<Real>(one, v))
    v128.store(d + offset, v128.mul<Real>(v128.load(d + offset), slope))
  }
}

/** y = tanh(x) */
export function tanh(x: usize, y: usize, count: i32): void {
  for (let offset: usize = 0; offset < <usize>(count * numberBytes); offset += 16) {
    v128.store(y + offset, hyperbolicTangent(v128.load(x + offset)))
  }
}

/** d *= 1 - y^2. @param y what `tanh` gave */
export function tanhGradient(y: usize, d: usize, count: i32): void {
  const one = v128.splat<Real>(1)
  for (let offset: usize = 0; offset < <usize>(count * numberBytes); offset += 16) {
    const v = v128.load(y + offset)
    const slope = v128.sub<Real>(one, v128.mul<Real>(v, v))
    v128.store(d + offset, v128.mul<Real>(v128.load(d + offset), slope))
  }
}

/** Softmax of each row's first `columns` numbers, shifted by the largest so that nothing overflows. */
export function softmax(x: usize, y: usize, rowBytes: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    let largest = load<Real>(x)
    for (let column = 1; column < columns; column++) largest = max(largest, load<Real>(x + column * numberBytes))
    const shift = v128.splat<Real>(largest)
    for (let column = 0; column < columns; column += lanes) {
      const at = column * numberBytes
      v128.store(y + at, exponential(v128.sub<Real>(v128.load(x + at), shift)))
    }
    let sum: f64 = 0
    for (let column = 0; column < columns; column++) sum += load<Real>(y + column * numberBytes)
    for (let column = 0; column < columns; column++) {
      const at = y + column * numberBytes
      store<Real>(at, <Real>(load<Real>(at) / sum))
    }
    x += rowBytes
    y += rowBytes
  }
}

/** d = y (d - sum d y) of each row. @param y what `softmax` gave */
export function softmaxGradient(y: usize, d: usize, rowBytes: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    let dot: f64 = 0
    for (let column = 0; column < columns; column++) {
      dot += <f64>load<Real>(y + column * numberBytes) * load<Real>(d + column * numberBytes)
    }
    for (let column = 0; column < columns; column++) {
      const at = column * numberBytes
      store<Real>(d + at, <Real>(load<Real>(y + at) * (load<Real>(d + at) - dot)))
    }
    y += rowBytes
    d += rowBytes
  }
}
