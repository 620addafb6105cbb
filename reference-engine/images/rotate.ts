import { expectNumber } from '../expect-argument.ts'
import type { Tensor } from '../tensor.ts'
import { resample } from './resample.ts'

/**
 * Images turned counter-clockwise about their centre, interpolated bilinearly; what comes in is 0.
 *
 * @param images [N, H, W, C]
 * @throws ShapeError for another rank
 */
export function rotate(images: Tensor, degrees: number): Tensor {
  expectNumber('rotate', 'degrees', degrees, 'a finite number', Number.isFinite)
  const [, height, width] = images.shape
  const [centreDown, centreRight] = [(height - 1) / 2, (width - 1) / 2]
  const angle = (degrees * Math.PI) / 180
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)]
  // The pixel came from where turning it back, clockwise, takes it; rows count downwards.
  return resample('rotate', images, (down, right) => {
    const [y, x] = [down - centreDown, right - centreRight]
    return { down: centreDown + y * cosine + x * sine, right: centreRight + x * cosine - y * sine }
  })
}
