import { expectNumber } from '../expect-argument.ts'
import { expectRank } from '../expect-shape.ts'
import { zerosLike, type Tensor } from '../tensor.ts'

/**
 * Images moved by whole pixels, up and left where negative; what comes in is 0.
 *
 * @param images [N, H, W, C]
 * @throws ShapeError for another rank; ArgumentError unless both are whole
 */
export function shift(images: Tensor, down: number, right: number): Tensor {
  expectRank('shift', 'images', images, 4, '[N, H, W, C]')
  expectNumber('shift', 'down', down, 'a whole number', Number.isInteger)
  expectNumber('shift', 'right', right, 'a whole number', Number.isInteger)
  const [count, height, width, channels] = images.shape
  const moved = zerosLike(images)
  const kept = Math.max(0, width - Math.abs(right)) * channels
  if (kept === 0) return moved
  for (let image = 0; image < count; image++) {
    for (let row = Math.max(0, down); row < Math.min(height, height + down); row++) {
      const to = ((image * height + row) * width + Math.max(0, right)) * channels
      const from = ((image * height + row - down) * width + Math.max(0, -right)) * channels
      moved.data.set(images.data.subarray(from, from + kept), to)
    }
  }
  return moved
}
