import { expectRank } from '../expect-shape.ts'
import { slice } from '../primitives/slice.ts'
import type { Tensor } from '../tensor.ts'

/** A part of an image, in whole pixels. */
export type Window = { top: number; left: number; height: number; width: number }

/**
 * The part of each image inside the window.
 *
 * @param images [N, H, W, C]
 * @returns [N, height, width, C]
 * @throws ShapeError for another rank, or when the window reaches outside the images
 */
export function crop(images: Tensor, { top, left, height, width }: Window): Tensor {
  expectRank('crop', 'images', images, 4, '[N, H, W, C]')
  return slice(images, [0, top, left, 0], [-1, height, width, -1])
}
