import { expectShape, expectTensor } from '../expect-shape.ts'
import { mul, sub } from '../primitives/binary.ts'
import { mean } from '../primitives/reduce.ts'
import { square } from '../primitives/unary.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The mean of (prediction - target)^2 over all n elements; NaN for an empty batch, which has no mean.
 *
 * @param prediction any shape
 * @param target of the same shape
 * @throws ShapeError when the shapes differ
 */
export function meanSquaredError(prediction: Tensor, target: Tensor): number {
  expectTensor('meanSquaredError', 'prediction', prediction)
  expectShape('meanSquaredError', 'target', target, prediction.shape)
  return mean(square(sub(prediction, target))).data[0]
}

/**
 * The gradient with respect to the prediction, of its shape: 2 (prediction - target) / n.
 *
 * @throws ShapeError when the shapes differ
 */
export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  expectTensor('meanSquaredErrorBackward', 'prediction', prediction)
  expectShape('meanSquaredErrorBackward', 'target', target, prediction.shape)
  return mul(2 / prediction.data.length, sub(prediction, target))
}
