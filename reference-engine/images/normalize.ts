import { expectRank } from '../expect-shape.ts'
import { div } from '../primitives/binary.ts'
import type { Tensor } from '../tensor.ts'

/**
 * Pixels from 0-255 to 0-1; int32 becomes float32.
 *
 * @param images [N, H, W, C]
 * @throws ShapeError for another rank
 */
export function normalize(images: Tensor): Tensor {
  expectRank('normalize', 'images', images, 4, '[N, H, W, C]')
  return div(images, 255)
}
