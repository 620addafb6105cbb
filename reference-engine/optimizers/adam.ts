import { expectFraction, expectPositive } from '../expect-argument.ts'
import { expectShape } from '../expect-shape.ts'
import { add, div, mul, sub } from '../primitives/binary.ts'
import { sqrt, square } from '../primitives/unary.ts'
import { zerosLike, type Tensor } from '../tensor.ts'
import { expectClipping, type ClippingOptions, type Optimizer, type OptimizerKernel } from './optimizer.ts'

/** Moving means of the gradient and of its square, and the number of updates already done. */
export type AdamState = { m: Tensor; v: Tensor; step: number }
/** beta1 and beta2: how much of the moving means of the gradient and of its square a step leaves; epsilon keeps the division finite. */
export type AdamOptions = { learningRate: number; beta1: number; beta2: number; epsilon: number }

/**
 * Adam (Kingma and Ba, 2015, algorithm 1): with t = step + 1,
 *
 *     m         = beta1 * m + (1 - beta1) * gradient
 *     v         = beta2 * v + (1 - beta2) * gradient^2
 *     parameter = parameter - learningRate * mHat / (sqrt(vHat) + epsilon)
 *
 * where mHat = m / (1 - beta1^t) and vHat = v / (1 - beta2^t) take away the bias towards the zeros that m and v begin with.
 *
 * @throws ShapeError unless gradient, m and v have the parameter's shape
 */
export function adam(
  parameter: Tensor,
  gradient: Tensor,
  state: AdamState,
  { learningRate, beta1, beta2, epsilon }: AdamOptions,
): { parameter: Tensor; state: AdamState } {
  expectShape('adam', 'gradient', gradient, parameter.shape)
  expectShape('adam', 'm', state.m, parameter.shape)
  expectShape('adam', 'v', state.v, parameter.shape)
  const step = state.step + 1
  const m = add(mul(beta1, state.m), mul(1 - beta1, gradient))
  const v = add(mul(beta2, state.v), mul(1 - beta2, square(gradient)))
  const mHat = div(m, 1 - beta1 ** step)
  const vHat = div(v, 1 - beta2 ** step)
  const change = div(mul(learningRate, mHat), add(sqrt(vHat), epsilon))
  return { parameter: sub(parameter, change), state: { m, v, step } }
}

/**
 * Adam for `Sequential.compile`, with Keras' defaults.
 *
 * @throws ArgumentError when an option is out of its range
 */
export function adamOptimizer(options: Partial<AdamOptions> & ClippingOptions = {}): Optimizer<AdamState> {
  const { beta1, beta2, epsilon, learningRate } = adamDefaults('adamOptimizer', options)
  const clipping = expectClipping('adamOptimizer', options)
  return {
    name: 'adam',
    learningRate,
    config: { learningRate, beta1, beta2, epsilon, ...clipping },
    clipping,
    kernel: adamKernel({ beta1, beta2, epsilon }, 0),
    initialState: initialAdamState,
    step: (parameter, gradient, state, rate) =>
      adam(parameter, gradient, state, { learningRate: rate, beta1, beta2, epsilon }),
  }
}

/** The options with Keras' defaults for those left out. @throws ArgumentError when one is out of its range @internal */
export function adamDefaults(functionName: string, options: Partial<AdamOptions>): AdamOptions {
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = options
  expectPositive(functionName, 'learningRate', learningRate)
  expectFraction(functionName, 'beta1', beta1)
  expectFraction(functionName, 'beta2', beta2)
  expectPositive(functionName, 'epsilon', epsilon)
  return { learningRate, beta1, beta2, epsilon }
}

/** @param weightDecay the share of a weight, times the learning rate, that a step takes away @internal */
export function adamKernel(
  { beta1, beta2, epsilon }: Omit<AdamOptions, 'learningRate'>,
  weightDecay: number,
): OptimizerKernel {
  return {
    name: 'adam',
    tensors: ['m', 'v'],
    write(numbers, learningRate, stepsBefore) {
      numbers[0] = learningRate / (1 - beta1 ** (stepsBefore + 1))
      numbers[1] = 1 / Math.sqrt(1 - beta2 ** (stepsBefore + 1))
      numbers[2] = beta1
      numbers[3] = beta2
      numbers[4] = epsilon
      numbers[5] = learningRate * weightDecay
    },
    counters: (steps) => ({ step: steps }),
  }
}

/** Where Adam begins: m and v of zeros in the shape of the parameter, no update done. */
export function initialAdamState(parameter: Tensor): AdamState {
  return { m: zerosLike(parameter), v: zerosLike(parameter), step: 0 }
}
