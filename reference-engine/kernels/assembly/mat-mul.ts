import { Real } from './shared/real'
import { addTo, multiplyAdd, numberBytes } from './shared/vectors'

/** Rows of the product that are summed at a time. */
const tileRows: i32 = 4
/** Terms that are summed before the product is written: a panel of b of so many rows stays in the first cache. */
const termsTogether: i32 = 256
/** Rows of a that are packed together: so many, of so many terms, stay in the second cache. */
const rowsTogether: i32 = 64

/**
 * Rows firstRow to lastRow of product = a b, in tiles of four rows by 32 bytes of columns.
 *
 * @param a entry [row, term] at a + row * aRowBytes + term * aTermBytes, so that it may as well be transposed
 * @param panels b packed by `packPanels`
 * @param product rows productBytes apart, `columnPanels` * 32 bytes of each are written
 * @param packed room for 64 x 256 numbers
 */
export function matMul(
  a: usize,
  aRowBytes: i32,
  aTermBytes: i32,
  firstRow: i32,
  lastRow: i32,
  terms: i32,
  panels: usize,
  columnPanels: i32,
  product: usize,
  productBytes: i32,
  packed: usize,
): void {
  for (let firstTerm = 0; firstTerm < terms; firstTerm += termsTogether) {
    const termCount = min(termsTogether, terms - firstTerm)
    for (let block = firstRow; block < lastRow; block += rowsTogether) {
      const rows = min(rowsTogether, lastRow - block)
      packRows(a + block * aRowBytes + firstTerm * aTermBytes, aRowBytes, aTermBytes, rows, termCount, packed)
      for (let panel = 0; panel < columnPanels; panel++) {
        const b = panels + <usize>((panel * terms + firstTerm) << 5)
        let from = packed
        for (let row = 0; row < rows; row += tileRows) {
          const to = product + <usize>(block + row) * productBytes + (panel << 5)
          tile(from, b, termCount, to, productBytes, min(tileRows, rows - row), firstTerm > 0)
          from += <usize>(termCount * tileRows * numberBytes)
        }
      }
    }
  }
}

/**
 * Panels of 32 bytes of columns of b, one for each row in turn, as `matMul` and `convolve` read them; filled up with zeros.
 *
 * @param b entry [row, column] at b + row * rowBytes + column * columnBytes
 * @param firstPanel, lastPanel which to make, so that threads can share the work
 */
export function packPanels(
  b: usize,
  rowBytes: i32,
  columnBytes: i32,
  rows: i32,
  columns: i32,
  to: usize,
  firstPanel: i32,
  lastPanel: i32,
): void {
  const width = 32 / numberBytes
  for (let panel = firstPanel; panel < lastPanel; panel++) {
    let at = to + <usize>((panel * rows) << 5)
    let from = b + <usize>(panel * width * columnBytes)
    const filled = min(width, columns - panel * width)
    for (let row = 0; row < rows; row++) {
      if (filled == width && columnBytes == numberBytes) {
        v128.store(at, v128.load(from))
        v128.store(at, v128.load(from, 16), 16)
      } else {
        for (let column = 0; column < width; column++) {
          store<Real>(at + column * numberBytes, column < filled ? load<Real>(from + column * columnBytes) : 0)
        }
      }
      at += 32
      from += rowBytes
    }
  }
}

/** Four rows side by side, one entry of each for each term in turn. */
function packRows(a: usize, rowBytes: i32, termBytes: i32, rows: i32, terms: i32, to: usize): void {
  for (let row = 0; row < rows; row += tileRows) {
    const filled = min(tileRows, rows - row)
    for (let index = 0; index < tileRows; index++) {
      let at = to + index * numberBytes
      // Beyond the last row: its entries again, for sums that nobody reads.
      let from = a + (row + min(index, filled - 1)) * rowBytes
      for (let term = 0; term < terms; term++) {
        store<Real>(at, load<Real>(from))
        at += tileRows * numberBytes
        from += termBytes
      }
    }
    to += <usize>(terms * tileRows * numberBytes)
  }
}

function tile(a: usize, b: usize, terms: i32, to: usize, toBytes: i32, rows: i32, adding: bool): void {
  const zero = v128.splat<Real>(0)
  let s00 = zero
  let s01 = zero
  let s10 = zero
  let s11 = zero
  let s20 = zero
  let s21 = zero
  let s30 = zero
  let s31 = zero
  const end = b + <usize>(terms << 5)
  while (b < end) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    let v = v128.load_splat<Real>(a)
    s00 = multiplyAdd(v, b0, s00)
    s01 = multiplyAdd(v, b1, s01)
    v = v128.load_splat<Real>(a, sizeof<Real>())
    s10 = multiplyAdd(v, b0, s10)
    s11 = multiplyAdd(v, b1, s11)
    v = v128.load_splat<Real>(a, 2 * sizeof<Real>())
    s20 = multiplyAdd(v, b0, s20)
    s21 = multiplyAdd(v, b1, s21)
    v = v128.load_splat<Real>(a, 3 * sizeof<Real>())
    s30 = multiplyAdd(v, b0, s30)
    s31 = multiplyAdd(v, b1, s31)
    b += 32
    a += 4 * sizeof<Real>()
  }
  writeRow(to, s00, s01, adding)
  if (rows > 1) writeRow(to + toBytes, s10, s11, adding)
  if (rows > 2) writeRow(to + 2 * toBytes, s20, s21, adding)
  if (rows > 3) writeRow(to + 3 * toBytes, s30, s31, adding)
}

function writeRow(to: usize, s0: v128, s1: v128, adding: bool): void {
  if (adding) {
    addTo(to, s0)
    addTo(to + 16, s1)
  } else {
    v128.store(to, s0)
    v128.store(to, s1, 16)
  }
}
