import { div } from '../primitives/binary.ts'
import type { Tensor } from '../tensor.ts'

/** Pixels from 0-255 to 0-1; int32 becomes float32. */
export function normalize(images: Tensor): Tensor {
  return div(images, 255)
}
