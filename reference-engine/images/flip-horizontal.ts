import { expectRank } from '../expect-shape.ts'
import { gather } from '../primitives/gather.ts'
import type { Tensor } from '../tensor.ts'

/**
 * Images with left and right exchanged.
 *
 * @param images [N, H, W, C]
 * @throws ShapeError for another rank
 */
export function flipHorizontal(images: Tensor): Tensor {
  expectRank('flipHorizontal', 'images', images, 4, '[N, H, W, C]')
  const width = images.shape[2]
  const mirrored = Int32Array.from({ length: width }, (_, column) => width - 1 - column)
  return gather(images, mirrored, 2)
}
