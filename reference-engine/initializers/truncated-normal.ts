import type { Random } from '../random.ts'
import { allocate, sizeOf, type Tensor } from '../tensor.ts'

/** The standard deviation of a standard normal that is cut off at plus and minus 2. */
const deviationAfterCut = 0.87962566103423978

/**
 * float32 numbers from a normal distribution around 0 of which what lies beyond two standard deviations is drawn again. The
 * normal is made wider first, so that the numbers have the standard deviation asked for, as Keras' VarianceScaling does.
 */
export function truncatedNormal(random: Random, standardDeviation: number, shape: readonly number[]): Tensor {
  const scale = standardDeviation / deviationAfterCut
  const data = allocate('float32', sizeOf(shape)).map(() => scale * drawInside(random))
  return { shape: [...shape], dtype: 'float32', data }
}

function drawInside(random: Random): number {
  let drawn = random.normal()
  while (Math.abs(drawn) > 2) drawn = random.normal()
  return drawn
}
