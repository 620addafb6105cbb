import { Real } from './shared/real'
import { addTo } from './shared/vectors'

// Windows over images [samples, height, width, channels]: x and dX are inputHeight x inputWidth pixels, y and dY outputHeight x outputWidth,
// pixelBytes each, in whole vectors. The window of output row i begins at input row i * rowStride - top; what lies outside counts nothing.

/** The largest number of each channel under each window. NaN wins, so that it shows. */
export function maxPool(
  x: usize,
  y: usize,
  samples: i32,
  inputHeight: i32,
  inputWidth: i32,
  outputHeight: i32,
  outputWidth: i32,
  poolHeight: i32,
  poolWidth: i32,
  rowStride: i32,
  columnStride: i32,
  top: i32,
  left: i32,
  pixelBytes: i32,
): void {
  const lowest = v128.splat<Real>(-Infinity)
  for (let sample = 0; sample < samples; sample++) {
    for (let outputRow = 0; outputRow < outputHeight; outputRow++) {
      const firstRow = outputRow * rowStride - top
      for (let outputColumn = 0; outputColumn < outputWidth; outputColumn++) {
        const firstColumn = outputColumn * columnStride - left
        for (let channel = 0; channel < pixelBytes; channel += 16) v128.store(y + channel, lowest)
        for (let row = max(firstRow, 0); row < min(firstRow + poolHeight, inputHeight); row++) {
          for (let column = max(firstColumn, 0); column < min(firstColumn + poolWidth, inputWidth); column++) {
            const from = x + (row * inputWidth + column) * pixelBytes
            for (let channel = 0; channel < pixelBytes; channel += 16) {
              v128.store(y + channel, v128.max<Real>(v128.load(y + channel), v128.load(from + channel)))
            }
          }
        }
        y += pixelBytes
      }
    }
    x += inputHeight * inputWidth * pixelBytes
  }
}

/**
 * dX += dY at the largest number under each window, a tie to the first in row order.
 *
 * @param y what `maxPool` gave
 * @param rectified 1: nothing goes back to numbers that are not above 0, because x is what a rectifier gave
 * @param overlapping 0: no window shares a number with another, so that dX need not hold anything before
 */
export function maxPoolGradient(
  x: usize,
  y: usize,
  dY: usize,
  dX: usize,
  samples: i32,
  inputHeight: i32,
  inputWidth: i32,
  outputHeight: i32,
  outputWidth: i32,
  poolHeight: i32,
  poolWidth: i32,
  rowStride: i32,
  columnStride: i32,
  top: i32,
  left: i32,
  pixelBytes: i32,
  rectified: i32,
  overlapping: i32,
): void {
  const zero = v128.splat<Real>(0)
  for (let sample = 0; sample < samples; sample++) {
    for (let outputRow = 0; outputRow < outputHeight; outputRow++) {
      const firstRow = outputRow * rowStride - top
      const lastRow = min(firstRow + poolHeight, inputHeight)
      for (let outputColumn = 0; outputColumn < outputWidth; outputColumn++) {
        const firstColumn = outputColumn * columnStride - left
        const lastColumn = min(firstColumn + poolWidth, inputWidth)
        const whole = firstRow >= 0 && firstColumn >= 0 && lastRow == firstRow + 2 && lastColumn == firstColumn + 2
        if (whole && !overlapping && poolHeight == 2 && poolWidth == 2) {
          const offset = (firstRow * inputWidth + firstColumn) * pixelBytes
          fourPixelsGradient(x + offset, y, dY, dX + offset, inputWidth * pixelBytes, pixelBytes, rectified)
        } else {
          for (let channel = 0; channel < pixelBytes; channel += 16) {
            const largest = v128.load(y + channel)
            let remaining = v128.load(dY + channel)
            if (rectified) remaining = v128.and(remaining, v128.gt<Real>(largest, zero))
            for (let row = max(firstRow, 0); row < lastRow; row++) {
              for (let column = max(firstColumn, 0); column < lastColumn; column++) {
                const at = (row * inputWidth + column) * pixelBytes + channel
                const hit = v128.eq<Real>(v128.load(x + at), largest)
                const own = v128.and(remaining, hit)
                if (overlapping) addTo(dX + at, own)
                else v128.store(dX + at, own)
                remaining = v128.andnot(remaining, hit)
              }
            }
          }
        }
        y += pixelBytes
        dY += pixelBytes
      }
    }
    x += inputHeight * inputWidth * pixelBytes
    dX += inputHeight * inputWidth * pixelBytes
  }
}

/** The window that is met most, 2 x 2 pixels that no other shares. */
function fourPixelsGradient(
  x: usize,
  y: usize,
  dY: usize,
  dX: usize,
  rowBytes: i32,
  pixelBytes: i32,
  rectified: i32,
): void {
  const zero = v128.splat<Real>(0)
  for (let channel = 0; channel < pixelBytes; channel += 16) {
    const largest = v128.load(y + channel)
    let remaining = v128.load(dY + channel)
    if (rectified) remaining = v128.and(remaining, v128.gt<Real>(largest, zero))
    let from = x + channel
    let to = dX + channel
    let hit = v128.eq<Real>(v128.load(from), largest)
    v128.store(to, v128.and(remaining, hit))
    remaining = v128.andnot(remaining, hit)
    hit = v128.eq<Real>(v128.load(from + pixelBytes), largest)
    v128.store(to + pixelBytes, v128.and(remaining, hit))
    remaining = v128.andnot(remaining, hit)
    from += rowBytes
    to += rowBytes
    hit = v128.eq<Real>(v128.load(from), largest)
    v128.store(to, v128.and(remaining, hit))
    remaining = v128.andnot(remaining, hit)
    hit = v128.eq<Real>(v128.load(from + pixelBytes), largest)
    v128.store(to + pixelBytes, v128.and(remaining, hit))
  }
}

/** The mean of each channel under each window, of those pixels that lie inside the image. */
export function averagePool(
  x: usize,
  y: usize,
  samples: i32,
  inputHeight: i32,
  inputWidth: i32,
  outputHeight: i32,
  outputWidth: i32,
  poolHeight: i32,
  poolWidth: i32,
  rowStride: i32,
  columnStride: i32,
  top: i32,
  left: i32,
  pixelBytes: i32,
): void {
  const zero = v128.splat<Real>(0)
  for (let sample = 0; sample < samples; sample++) {
    for (let outputRow = 0; outputRow < outputHeight; outputRow++) {
      const firstRow = max(outputRow * rowStride - top, 0)
      const lastRow = min(outputRow * rowStride - top + poolHeight, inputHeight)
      for (let outputColumn = 0; outputColumn < outputWidth; outputColumn++) {
        const firstColumn = max(outputColumn * columnStride - left, 0)
        const lastColumn = min(outputColumn * columnStride - left + poolWidth, inputWidth)
        const share = v128.splat<Real>(<Real>1 / <Real>((lastRow - firstRow) * (lastColumn - firstColumn)))
        for (let channel = 0; channel < pixelBytes; channel += 16) {
          let sum = zero
          for (let row = firstRow; row < lastRow; row++) {
            for (let column = firstColumn; column < lastColumn; column++) {
              sum = v128.add<Real>(sum, v128.load(x + (row * inputWidth + column) * pixelBytes + channel))
            }
          }
          v128.store(y + channel, v128.mul<Real>(sum, share))
        }
        y += pixelBytes
      }
    }
    x += inputHeight * inputWidth * pixelBytes
  }
}

/** dX += dY in equal shares for the pixels under each window. */
export function averagePoolGradient(
  dY: usize,
  dX: usize,
  samples: i32,
  inputHeight: i32,
  inputWidth: i32,
  outputHeight: i32,
  outputWidth: i32,
  poolHeight: i32,
  poolWidth: i32,
  rowStride: i32,
  columnStride: i32,
  top: i32,
  left: i32,
  pixelBytes: i32,
): void {
  for (let sample = 0; sample < samples; sample++) {
    for (let outputRow = 0; outputRow < outputHeight; outputRow++) {
      const firstRow = max(outputRow * rowStride - top, 0)
      const lastRow = min(outputRow * rowStride - top + poolHeight, inputHeight)
      for (let outputColumn = 0; outputColumn < outputWidth; outputColumn++) {
        const firstColumn = max(outputColumn * columnStride - left, 0)
        const lastColumn = min(outputColumn * columnStride - left + poolWidth, inputWidth)
        const share = v128.splat<Real>(<Real>1 / <Real>((lastRow - firstRow) * (lastColumn - firstColumn)))
        for (let channel = 0; channel < pixelBytes; channel += 16) {
          const part = v128.mul<Real>(v128.load(dY + channel), share)
          for (let row = firstRow; row < lastRow; row++) {
            for (let column = firstColumn; column < lastColumn; column++) {
              addTo(dX + (row * inputWidth + column) * pixelBytes + channel, part)
            }
          }
        }
        dY += pixelBytes
      }
    }
    dX += inputHeight * inputWidth * pixelBytes
  }
}
