import { expectPositive } from '../expect-argument.ts'
import type { Tensor } from '../tensor.ts'
import { resample } from './resample.ts'

/**
 * Images made larger (factor > 1) or smaller about their centre, in a frame that stays; interpolated bilinearly; what comes in is 0.
 *
 * @param images [N, H, W, C]
 * @throws ShapeError for another rank; ArgumentError unless the factor is greater than 0
 */
export function scale(images: Tensor, factor: number): Tensor {
  expectPositive('scale', 'factor', factor)
  const [, height, width] = images.shape
  const [centreDown, centreRight] = [(height - 1) / 2, (width - 1) / 2]
  return resample('scale', images, (down, right) => ({
    down: centreDown + (down - centreDown) / factor,
    right: centreRight + (right - centreRight) / factor,
  }))
}
