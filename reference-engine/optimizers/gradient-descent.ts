import { expectShape } from '../expect-shape.ts'
import { mul, sub } from '../primitives/binary.ts'
import type { Tensor } from '../tensor.ts'

/**
 * One step downhill: parameter - learningRate * gradient.
 *
 * @throws ShapeError when the shapes differ
 */
export function gradientDescentStep(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
  expectShape('gradientDescentStep', 'gradient', gradient, parameter.shape)
  return sub(parameter, mul(learningRate, gradient))
}
