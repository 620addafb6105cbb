import { expectBoolean, expectFraction, expectObject, expectPositive } from '../expect-argument.ts'
import { expectLayout, expectShape, expectTensor, formatShape } from '../expect-shape.ts'
import { add, div, mul } from '../primitives/binary.ts'
import { reshape } from '../primitives/reshape.ts'
import { sum } from '../primitives/reduce.ts'
import { moments, standardize, standardizeBackward } from '../primitives/standardize.ts'
import { sqrt } from '../primitives/unary.ts'
import { ShapeError } from '../shape-error.ts'
import type { Tensor } from '../tensor.ts'
import type { NormParameters } from './layer-norm.ts'

/** What inference standardizes with, [C] both: Keras begins with a mean of zeros and a variance of ones. */
export type RunningStatistics = { mean: Tensor; variance: Tensor }

/** momentum: how much of the running statistics a batch leaves in place; epsilon: what is added to the variance. Keras' defaults. */
export type BatchNormOptions = { momentum?: number; epsilon?: number }

/**
 * gamma (x - mean) / sqrt(variance + epsilon) + beta for each channel (Ioffe and Szegedy, 2015). When training, mean and (biased)
 * variance are the batch's own, over all axes but the last, and the running statistics move towards them, as in Keras:
 * running = momentum * running + (1 - momentum) * batch. Otherwise the running statistics are taken.
 *
 * @param x [N, ..., C]
 * @param running as it was before this batch; it is not changed
 * @returns output of the shape of x, and the running statistics after this batch (an empty one leaves them as they are)
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError when an option can't be
 */
export function batchNorm(
  x: Tensor,
  parameters: NormParameters,
  running: RunningStatistics,
  training: boolean,
  { momentum = 0.99, epsilon = 1e-3 }: BatchNormOptions = {},
): { output: Tensor; running: RunningStatistics } {
  expectFit('batchNorm', x, parameters, running, training, epsilon)
  expectFraction('batchNorm', 'momentum', momentum)
  const used = training ? moments(x, batchAxes(x)) : running
  const output = add(mul(parameters.gamma, standardize(x, used, epsilon)), parameters.beta)
  if (!training || x.data.length === 0) return { output, running }
  return {
    output,
    running: {
      mean: moveTowards(running.mean, used.mean, momentum),
      variance: moveTowards(running.variance, used.variance, momentum),
    },
  }
}

/**
 * dGamma = sum dOut s and dBeta = sum dOut over all axes but the last, s the standardized x. When training dX goes on through
 * mean and variance too; otherwise those are constants.
 *
 * @param dOut gradient of the loss with respect to the output, of the shape of x
 * @param x [N, ..., C], what the op was given, as are parameters, running and training
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError when an option can't be
 */
export function batchNormBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: NormParameters,
  running: RunningStatistics,
  training: boolean,
  { epsilon = 1e-3 }: BatchNormOptions = {},
): { dX: Tensor; gradients: NormParameters } {
  expectFit('batchNormBackward', x, parameters, running, training, epsilon)
  expectShape('batchNormBackward', 'dOut', dOut, x.shape)
  const axes = batchAxes(x)
  const dStandardized = mul(dOut, parameters.gamma)
  const standardized = standardize(x, training ? moments(x, axes) : running, epsilon)
  return {
    dX: training
      ? standardizeBackward(dStandardized, x, axes, epsilon)
      : div(dStandardized, sqrt(add(running.variance, epsilon))),
    gradients: { gamma: sum(mul(dOut, standardized), axes), beta: sum(dOut, axes) },
  }
}

/** All axes but the channels. */
function batchAxes(x: Tensor): number[] {
  return x.shape.slice(0, -1).map((_, axis) => axis)
}

function moveTowards(running: Tensor, batch: Tensor, momentum: number): Tensor {
  return add(mul(momentum, running), mul(1 - momentum, reshape(batch, running.shape)))
}

function expectFit(
  functionName: string,
  x: Tensor,
  parameters: NormParameters,
  running: RunningStatistics,
  training: boolean,
  epsilon: number,
): void {
  expectObject(functionName, 'parameters', parameters, '{ gamma, beta }')
  expectObject(functionName, 'running', running, '{ mean, variance }')
  expectBoolean(functionName, 'training', training)
  expectPositive(functionName, 'epsilon', epsilon)
  expectTensor(functionName, 'x', x)
  if (x.shape.length < 2) throw new ShapeError(functionName, 'x', '[N, ..., C]', formatShape(x.shape))
  const channels = x.shape[x.shape.length - 1]
  const reason = `to match x ${formatShape(x.shape)}`
  const { gamma, beta } = parameters
  const statistics = { 'running.mean': running.mean, 'running.variance': running.variance }
  for (const [argument, t] of Object.entries({ gamma, beta, ...statistics })) {
    expectLayout(functionName, argument, t, [channels], reason)
  }
}
