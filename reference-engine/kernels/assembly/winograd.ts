import { transposePanels } from './convolve-input-gradient'
import { Real } from './shared/real'
import { addTo, numberBytes } from './shared/vectors'

// Convolutions with filters of 3 x 3 and strides of 1, by Winograd's minimal filtering F(2 x 2, 3 x 3) (Lavin and Gray, 2016): an output of 2 x 2
// pixels takes 16 products a channel and filter instead of 36,
//
//     Y = At [(G g Gt) * (Bt d B)] A
//
// with d the 4 x 4 pixels under it and g the filter. What is in brackets is, at each of the 16 places, a product of matrices over the
// tiles of all samples, which `convolve` and its gradients compute; here are the transforms on both sides of it, and their transposes, by which
// gradients go back.
//
// Tiles lie sample after sample, row after row; the last of a row or column may reach over the edge, where there are zeros. Transformed tiles lie
// place after place: placeBytes apart, a row of channels for each tile. `scratch` is room for 16 vectors.

const row: usize = 64
const entry: usize = 16

/** V = Bt d B of every tile of x. */
export function winogradInput(
  x: usize,
  transformed: usize,
  placeBytes: usize,
  samples: i32,
  height: i32,
  width: i32,
  tileRows: i32,
  tileColumns: i32,
  pixelBytes: i32,
  scratch: usize,
): void {
  for (let sample = 0; sample < samples; sample++) {
    for (let top = 0; top < 2 * tileRows; top += 2) {
      for (let left = 0; left < 2 * tileColumns; left += 2) {
        for (let channel = 0; channel < pixelBytes; channel += 16) {
          let from = scratch
          let fromRow = row
          let fromEntry = entry
          if (top + 4 <= height && left + 4 <= width) {
            from = x + (top * width + left) * pixelBytes + channel
            fromRow = width * pixelBytes
            fromEntry = pixelBytes
          } else {
            readPixels(x + channel, top, left, 4, height, width, pixelBytes, scratch)
          }
          for (let index: usize = 0; index < 4; index++) {
            inputTransform(from + index * fromEntry, fromRow, scratch + index * entry, row)
          }
          for (let index: usize = 0; index < 4; index++) {
            const to = transformed + channel + 4 * index * placeBytes
            inputTransform(scratch + index * row, entry, to, placeBytes)
          }
        }
        transformed += pixelBytes
      }
    }
    x += height * width * pixelBytes
  }
}

/** dX += B dV Bt: each tile gives back to the pixels under it, which it shares with its neighbours. */
export function winogradInputGradient(
  dX: usize,
  transformed: usize,
  placeBytes: usize,
  samples: i32,
  height: i32,
  width: i32,
  tileRows: i32,
  tileColumns: i32,
  pixelBytes: i32,
  scratch: usize,
): void {
  for (let sample = 0; sample < samples; sample++) {
    for (let top = 0; top < 2 * tileRows; top += 2) {
      for (let left = 0; left < 2 * tileColumns; left += 2) {
        for (let channel = 0; channel < pixelBytes; channel += 16) {
          for (let index: usize = 0; index < 4; index++) {
            const from = transformed + channel + 4 * index * placeBytes
            inputTransposed(from, placeBytes, scratch + index * row, entry)
          }
          for (let index: usize = 0; index < 4; index++) {
            inputTransposed(scratch + index * entry, row, scratch + index * entry, row)
          }
          for (let i = 0; i < min(4, height - top); i++) {
            for (let j = 0; j < min(4, width - left); j++) {
              const at = dX + ((top + i) * width + left + j) * pixelBytes + channel
              addTo(at, v128.load(scratch + i * row + j * entry))
            }
          }
        }
        transformed += pixelBytes
      }
    }
    dX += height * width * pixelBytes
  }
}

/** y = At M A of every tile, plus the bias. @param rectified 1: max(0, y) */
export function winogradOutput(
  transformed: usize,
  placeBytes: usize,
  bias: usize,
  y: usize,
  samples: i32,
  height: i32,
  width: i32,
  tileRows: i32,
  tileColumns: i32,
  pixelBytes: i32,
  rectified: i32,
  scratch: usize,
): void {
  const lowest = v128.splat<Real>(rectified ? <Real>0 : <Real>-Infinity)
  for (let sample = 0; sample < samples; sample++) {
    for (let top = 0; top < 2 * tileRows; top += 2) {
      for (let left = 0; left < 2 * tileColumns; left += 2) {
        for (let channel = 0; channel < pixelBytes; channel += 16) {
          for (let index: usize = 0; index < 4; index++) {
            outputTransform(transformed + channel + 4 * index * placeBytes, placeBytes, scratch + index * row, entry)
          }
          for (let index: usize = 0; index < 2; index++) {
            outputTransform(scratch + index * entry, row, scratch + index * entry, row)
          }
          const shift = v128.load(bias + channel)
          for (let i = 0; i < min(2, height - top); i++) {
            for (let j = 0; j < min(2, width - left); j++) {
              const at = y + ((top + i) * width + left + j) * pixelBytes + channel
              const sum = v128.add<Real>(v128.load(scratch + i * row + j * entry), shift)
              v128.store(at, v128.pmax<Real>(sum, lowest))
            }
          }
        }
        transformed += pixelBytes
      }
    }
    y += height * width * pixelBytes
  }
}

/** D = A dY At of every tile. */
export function winogradOutputGradient(
  dY: usize,
  transformed: usize,
  placeBytes: usize,
  samples: i32,
  height: i32,
  width: i32,
  tileRows: i32,
  tileColumns: i32,
  pixelBytes: i32,
  scratch: usize,
): void {
  for (let sample = 0; sample < samples; sample++) {
    for (let top = 0; top < 2 * tileRows; top += 2) {
      for (let left = 0; left < 2 * tileColumns; left += 2) {
        for (let channel = 0; channel < pixelBytes; channel += 16) {
          let from = scratch
          let fromRow = row
          let fromEntry = entry
          if (top + 2 <= height && left + 2 <= width) {
            from = dY + (top * width + left) * pixelBytes + channel
            fromRow = width * pixelBytes
            fromEntry = pixelBytes
          } else {
            readPixels(dY + channel, top, left, 2, height, width, pixelBytes, scratch)
          }
          for (let index: usize = 0; index < 2; index++) {
            outputTransposed(from + index * fromEntry, fromRow, scratch + index * entry, row)
          }
          for (let index: usize = 0; index < 4; index++) {
            outputTransposed(scratch + index * row, entry, transformed + channel + 4 * index * placeBytes, placeBytes)
          }
        }
        transformed += pixelBytes
      }
    }
    dY += height * width * pixelBytes
  }
}

/**
 * U = G g Gt of every channel and filter: 16 matrices in the panels of `convolve`, and once more as `convolveInputGradient` reads them.
 *
 * @param transposed 0 where no gradient is wanted
 * @param weights panels of nine rows of channels, the taps of a window one after another
 */
export function winogradFilter(
  weights: usize,
  transformed: usize,
  transposed: usize,
  transposedBytes: usize,
  channels: i32,
  columns: i32,
  scratch: usize,
): void {
  const matrixBytes = <usize>(channels * columns * numberBytes)
  const panels = (columns * numberBytes) / 32
  for (let panel = 0; panel < panels; panel++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let half: usize = 0; half < 32; half += 16) {
        const from = weights + <usize>((panel * 9 * channels + channel) << 5) + half
        const to = transformed + <usize>((panel * channels + channel) << 5) + half
        const tap = (<usize>channels) << 5
        for (let index: usize = 0; index < 3; index++) {
          filterTransform(from + index * tap, 3 * tap, scratch + index * entry, row)
        }
        for (let index: usize = 0; index < 4; index++) {
          filterTransform(scratch + index * row, entry, to + 4 * index * matrixBytes, matrixBytes)
        }
      }
    }
  }
  for (let place = 0; transposed != 0 && place < 16; place++) {
    transposePanels(transformed + place * matrixBytes, transposed + place * transposedBytes, 1, channels, columns)
  }
}

/** dWeights += Gt dU G of every channel and filter. */
export function winogradFilterGradient(
  transformed: usize,
  dWeights: usize,
  channels: i32,
  columns: i32,
  scratch: usize,
): void {
  const matrixBytes = <usize>(channels * columns * numberBytes)
  const panels = (columns * numberBytes) / 32
  for (let panel = 0; panel < panels; panel++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let half: usize = 0; half < 32; half += 16) {
        const to = dWeights + <usize>((panel * 9 * channels + channel) << 5) + half
        const from = transformed + <usize>((panel * channels + channel) << 5) + half
        const tap = (<usize>channels) << 5
        for (let index: usize = 0; index < 4; index++) {
          filterTransposed(from + 4 * index * matrixBytes, matrixBytes, scratch + index * row, entry)
        }
        for (let index: usize = 0; index < 3; index++) {
          filterTransposed(scratch + index * entry, row, scratch + index * entry, row)
          for (let i: usize = 0; i < 3; i++) {
            addTo(to + (3 * i + index) * tap, v128.load(scratch + i * row + index * entry))
          }
        }
      }
    }
  }
}

/** dBias += the sum of rows, in panels. */
export function sumRows(rows: usize, rowBytes: i32, count: i32, to: usize): void {
  for (let column = 0; column < rowBytes; column += 16) {
    let sum = v128.splat<Real>(0)
    let at = rows + column
    for (let index = 0; index < count; index++) {
      sum = v128.add<Real>(sum, v128.load(at))
      at += rowBytes
    }
    addTo(to + column, sum)
  }
}

/** size x size pixels of an image into `scratch`, zeros where they lie outside. */
function readPixels(
  image: usize,
  top: i32,
  left: i32,
  size: i32,
  height: i32,
  width: i32,
  pixelBytes: i32,
  scratch: usize,
): void {
  const zero = v128.splat<Real>(0)
  for (let i = 0; i < size; i++) {
    const line = image + ((top + i) * width + left) * pixelBytes
    for (let j = 0; j < size; j++) {
      const inside = top + i < height && left + j < width
      v128.store(scratch + i * row + j * entry, inside ? v128.load(line + j * pixelBytes) : zero)
    }
  }
}

// The transforms along one axis: vectors `step` bytes apart. Those in place are safe: all is read before anything is written.

/** Bt: four to four. */
function inputTransform(from: usize, step: usize, to: usize, toStep: usize): void {
  const d0 = v128.load(from)
  const d1 = v128.load(from + step)
  const d2 = v128.load(from + 2 * step)
  const d3 = v128.load(from + 3 * step)
  v128.store(to, v128.sub<Real>(d0, d2))
  v128.store(to + toStep, v128.add<Real>(d1, d2))
  v128.store(to + 2 * toStep, v128.sub<Real>(d2, d1))
  v128.store(to + 3 * toStep, v128.sub<Real>(d1, d3))
}

/** B: four to four. */
function inputTransposed(from: usize, step: usize, to: usize, toStep: usize): void {
  const v0 = v128.load(from)
  const v1 = v128.load(from + step)
  const v2 = v128.load(from + 2 * step)
  const v3 = v128.load(from + 3 * step)
  v128.store(to, v0)
  v128.store(to + toStep, v128.add<Real>(v128.sub<Real>(v1, v2), v3))
  v128.store(to + 2 * toStep, v128.sub<Real>(v128.add<Real>(v1, v2), v0))
  v128.store(to + 3 * toStep, v128.neg<Real>(v3))
}

/** At: four to two. */
function outputTransform(from: usize, step: usize, to: usize, toStep: usize): void {
  const m0 = v128.load(from)
  const m1 = v128.load(from + step)
  const m2 = v128.load(from + 2 * step)
  const m3 = v128.load(from + 3 * step)
  v128.store(to, v128.add<Real>(v128.add<Real>(m0, m1), m2))
  v128.store(to + toStep, v128.sub<Real>(v128.sub<Real>(m1, m2), m3))
}

/** A: two to four. */
function outputTransposed(from: usize, step: usize, to: usize, toStep: usize): void {
  const y0 = v128.load(from)
  const y1 = v128.load(from + step)
  v128.store(to, y0)
  v128.store(to + toStep, v128.add<Real>(y0, y1))
  v128.store(to + 2 * toStep, v128.sub<Real>(y0, y1))
  v128.store(to + 3 * toStep, v128.neg<Real>(y1))
}

/** G: three to four. */
function filterTransform(from: usize, step: usize, to: usize, toStep: usize): void {
  const half = v128.splat<Real>(0.5)
  const g0 = v128.load(from)
  const g1 = v128.mul<Real>(half, v128.load(from + step))
  const g2 = v128.load(from + 2 * step)
  const outer = v128.mul<Real>(half, v128.add<Real>(g0, g2))
  v128.store(to, g0)
  v128.store(to + toStep, v128.add<Real>(outer, g1))
  v128.store(to + 2 * toStep, v128.sub<Real>(outer, g1))
  v128.store(to + 3 * toStep, g2)
}

/** Gt: four to three. */
function filterTransposed(from: usize, step: usize, to: usize, toStep: usize): void {
  const half = v128.splat<Real>(0.5)
  const u0 = v128.load(from)
  const u1 = v128.load(from + step)
  const u2 = v128.load(from + 2 * step)
  const u3 = v128.load(from + 3 * step)
  const outer = v128.mul<Real>(half, v128.add<Real>(u1, u2))
  v128.store(to, v128.add<Real>(u0, outer))
  v128.store(to + toStep, v128.mul<Real>(half, v128.sub<Real>(u1, u2)))
  v128.store(to + 2 * toStep, v128.add<Real>(outer, u3))
}
