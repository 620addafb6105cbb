import { expectRank } from '../expect-shape.ts'
import { floatingType } from '../primitives/result-type.ts'
import { allocate, type Tensor } from '../tensor.ts'

/** Where in the original a pixel of the result comes from; both in pixels, `down` from the top, `right` from the left. @internal */
export type PixelSource = (down: number, right: number) => { down: number; right: number }

/**
 * Images of the same size, each pixel fetched from where `source` says. Between pixels it is interpolated bilinearly; what lies
 * outside the image is 0. Pixel (0, 0) is the centre of the first one.
 *
 * @param images [N, H, W, C]
 * @throws ShapeError for another rank
 * @internal
 */
export function resample(functionName: string, images: Tensor, source: PixelSource): Tensor {
  expectRank(functionName, 'images', images, 4, '[N, H, W, C]')
  const [count, height, width, channels] = images.shape
  const dtype = floatingType(images.dtype)
  const data = allocate(dtype, images.data.length)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (const { down, right, weight } of neighbours(source(row, column), height, width)) {
        for (let image = 0; image < count; image++) {
          const to = ((image * height + row) * width + column) * channels
          const from = ((image * height + down) * width + right) * channels
          for (let channel = 0; channel < channels; channel++) {
            data[to + channel] += weight * images.data[from + channel]
          }
        }
      }
    }
  }
  return { shape: [...images.shape], dtype, data }
}

/** The up to four pixels around a point that are in the image, each with its share. */
function neighbours(
  point: { down: number; right: number },
  height: number,
  width: number,
): { down: number; right: number; weight: number }[] {
  const [top, left] = [Math.floor(point.down), Math.floor(point.right)]
  const [below, beside] = [point.down - top, point.right - left]
  return [
    { down: top, right: left, weight: (1 - below) * (1 - beside) },
    { down: top, right: left + 1, weight: (1 - below) * beside },
    { down: top + 1, right: left, weight: below * (1 - beside) },
    { down: top + 1, right: left + 1, weight: below * beside },
  ].filter(({ down, right, weight }) => weight > 0 && down >= 0 && down < height && right >= 0 && right < width)
}
