import { expectBoolean, expectFraction, expectNotNegative, expectWhole } from '../expect-argument.ts'
import { expectRank } from '../expect-shape.ts'
import { concat } from '../primitives/concat.ts'
import { slice } from '../primitives/slice.ts'
import type { Random } from '../random.ts'
import type { Tensor } from '../tensor.ts'
import { flipHorizontal } from './flip-horizontal.ts'
import { rotate } from './rotate.ts'
import { scale } from './scale.ts'
import { shift } from './shift.ts'

/** How far `augment` goes. */
export type AugmentOptions = {
  /** Flip half of the images. */
  flip: boolean
  /** Degrees, at most, either way. */
  rotation: number
  /** Larger or smaller by this fraction at most. */
  scaling: number
  /** Whole pixels, at most, each way. */
  shift: number
}

const mild: AugmentOptions = { flip: true, rotation: 10, scaling: 0.1, shift: 3 }

/**
 * Each image changed by chance and on its own: flipped, turned, scaled, shifted. Its label stays what it was.
 *
 * @param images [N, H, W, C]
 * @throws ShapeError for another rank; ArgumentError when an option can't be
 */
export function augment(images: Tensor, random: Random, options: Partial<AugmentOptions> = {}): Tensor {
  expectRank('augment', 'images', images, 4, '[N, H, W, C]')
  const limits = { ...mild, ...options }
  expectBoolean('augment', 'flip', limits.flip)
  expectNotNegative('augment', 'rotation', limits.rotation)
  expectFraction('augment', 'scaling', limits.scaling)
  expectWhole('augment', 'shift', limits.shift, 0)
  const changed = Array.from({ length: images.shape[0] }, (_, index) =>
    augmentOne(slice(images, index, 1), random, limits),
  )
  return changed.length === 0 ? images : concat(changed)
}

function augmentOne(image: Tensor, random: Random, limits: AugmentOptions): Tensor {
  const flipped = random.uniform() < 0.5 && limits.flip ? flipHorizontal(image) : image
  const turned = rotate(flipped, random.uniform(-limits.rotation, limits.rotation))
  const scaled = scale(turned, 1 + random.uniform(-limits.scaling, limits.scaling))
  const pixels = (): number => random.integer(2 * limits.shift + 1) - limits.shift
  return shift(scaled, pixels(), pixels())
}
