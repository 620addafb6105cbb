import { expectWhole } from '../expect-argument.ts'
import { expectRank, formatShape } from '../expect-shape.ts'
import { slice } from '../primitives/slice.ts'
import { ShapeError } from '../shape-error.ts'
import type { Tensor } from '../tensor.ts'

/** A part of an image, in whole pixels. */
export type Window = { top: number; left: number; height: number; width: number }

/**
 * The part of each image inside the window.
 *
 * @param images [N, H, W, C]
 * @returns [N, height, width, C]
 * @throws ShapeError for another rank, or when the window reaches outside the images; ArgumentError when it is none
 */
export function crop(images: Tensor, { top, left, height, width }: Window): Tensor {
  expectRank('crop', 'images', images, 4, '[N, H, W, C]')
  for (const [side, pixels] of Object.entries({ top, left })) expectWhole('crop', side, pixels, 0)
  for (const [side, pixels] of Object.entries({ height, width })) expectWhole('crop', side, pixels, 1)
  if (top + height > images.shape[1] || left + width > images.shape[2]) {
    const received = `rows ${top} to ${top + height - 1}, columns ${left} to ${left + width - 1}`
    throw new ShapeError('crop', 'window', `inside images of shape ${formatShape(images.shape)}`, received)
  }
  return slice(images, [0, top, left, 0], [-1, height, width, -1])
}
