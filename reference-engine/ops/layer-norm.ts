import { expectObject, expectPositive } from '../expect-argument.ts'
import { expectLayout, expectShape, expectTensor, formatShape } from '../expect-shape.ts'
import { add, mul } from '../primitives/binary.ts'
import { sum } from '../primitives/reduce.ts'
import { moments, standardize, standardizeBackward } from '../primitives/standardize.ts'
import { ShapeError } from '../shape-error.ts'
import type { Tensor } from '../tensor.ts'

/** gamma (scale) and beta (shift), [C] both */
export type NormParameters = { gamma: Tensor; beta: Tensor }

/** What is added to the variance before its root is taken; 1e-3 unless told, as in Keras. */
export type LayerNormOptions = { epsilon?: number }

/**
 * gamma (x - mean) / sqrt(variance + epsilon) + beta, mean and variance of each sample's (each position's) own last axis (Ba,
 * Kiros and Hinton, 2016).
 *
 * @param x [..., C]
 * @returns shape of x
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError unless epsilon is greater than 0
 */
export function layerNorm(x: Tensor, parameters: NormParameters, { epsilon = 1e-3 }: LayerNormOptions = {}): Tensor {
  expectFit('layerNorm', x, parameters, epsilon)
  return add(mul(parameters.gamma, standardize(x, moments(x, [-1]), epsilon)), parameters.beta)
}

/**
 * dGamma = sum dOut s and dBeta = sum dOut over all positions, s the standardized x; dX goes on with dOut gamma.
 *
 * @param dOut gradient of the loss with respect to the output, of the shape of x
 * @param x [..., C], what the op was given
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError unless epsilon is greater than 0
 */
export function layerNormBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: NormParameters,
  { epsilon = 1e-3 }: LayerNormOptions = {},
): { dX: Tensor; gradients: NormParameters } {
  expectFit('layerNormBackward', x, parameters, epsilon)
  expectShape('layerNormBackward', 'dOut', dOut, x.shape)
  const positions = x.shape.slice(0, -1).map((_, axis) => axis)
  const standardized = standardize(x, moments(x, [-1]), epsilon)
  return {
    dX: standardizeBackward(mul(dOut, parameters.gamma), x, [-1], epsilon),
    gradients: { gamma: sum(mul(dOut, standardized), positions), beta: sum(dOut, positions) },
  }
}

function expectFit(functionName: string, x: Tensor, parameters: NormParameters, epsilon: number): void {
  expectObject(functionName, 'parameters', parameters, '{ gamma, beta }')
  const { gamma, beta } = parameters
  expectPositive(functionName, 'epsilon', epsilon)
  expectTensor(functionName, 'x', x)
  if (x.shape.length === 0) throw new ShapeError(functionName, 'x', '[..., C]', formatShape(x.shape))
  const channels = x.shape[x.shape.length - 1]
  const reason = `to match x ${formatShape(x.shape)}`
  expectLayout(functionName, 'gamma', gamma, [channels], reason)
  expectLayout(functionName, 'beta', beta, [channels], reason)
}
