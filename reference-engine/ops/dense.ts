import { expectObject } from '../expect-argument.ts'
import { expectRank, expectShape } from '../expect-shape.ts'
import { add } from '../primitives/binary.ts'
import { matMul } from '../primitives/mat-mul.ts'
import { sum } from '../primitives/reduce.ts'
import type { Tensor } from '../tensor.ts'

/** weights [I, O], bias [O] */
export type DenseParameters = { weights: Tensor; bias: Tensor }

/**
 * The fully connected layer x W + b.
 *
 * @param x [N, I]
 * @returns [N, O]
 * @throws ShapeError when the shapes don't fit
 */
export function dense(x: Tensor, parameters: DenseParameters): Tensor {
  expectFit('dense', x, parameters)
  return add(matMul(x, parameters.weights), parameters.bias)
}

/**
 * dX = dOut W^T, dW = x^T dOut, db = dOut summed over the batch.
 *
 * @param dOut [N, O]
 * @param x [N, I], what the layer was given
 * @throws ShapeError when the shapes don't fit
 */
export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  expectFit('denseBackward', x, parameters)
  expectShape('denseBackward', 'dOut', dOut, [x.shape[0], parameters.weights.shape[1]])
  return {
    dX: matMul(dOut, parameters.weights, false, true),
    gradients: { weights: matMul(x, dOut, true, false), bias: sum(dOut, 0) },
  }
}

function expectFit(functionName: string, x: Tensor, parameters: DenseParameters): void {
  expectObject(functionName, 'parameters', parameters, '{ weights, bias }')
  const { weights, bias } = parameters
  expectRank(functionName, 'weights', weights, 2, '[I, O]')
  const [inputs, outputs] = weights.shape
  expectRank(functionName, 'x', x, 2, '[N, I]')
  expectShape(functionName, 'x', x, [x.shape[0], inputs])
  expectShape(functionName, 'bias', bias, [outputs])
}
