import { expectNotNegative } from '../expect-argument.ts'
import { mul, sub } from '../primitives/binary.ts'
import type { Tensor } from '../tensor.ts'
import { adam, adamDefaults, adamKernel, initialAdamState, type AdamOptions, type AdamState } from './adam.ts'
import { expectClipping, type ClippingOptions, type Optimizer } from './optimizer.ts'

/** `weightDecay`: the fraction of itself, times the learning rate, by which a parameter shrinks in each step. */
export type AdamWOptions = AdamOptions & { weightDecay: number }

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019, algorithm 2): the parameter shrinks by
 * learningRate * weightDecay of itself beside Adam's own step. Unlike an L2 penalty, the decay is not divided by the root of v.
 *
 * @throws ShapeError unless gradient, m and v have the parameter's shape
 */
export function adamW(
  parameter: Tensor,
  gradient: Tensor,
  state: AdamState,
  options: AdamWOptions,
): { parameter: Tensor; state: AdamState } {
  const stepped = adam(parameter, gradient, state, options)
  const decay = mul(options.learningRate * options.weightDecay, parameter)
  return { parameter: sub(stepped.parameter, decay), state: stepped.state }
}

/**
 * AdamW for `Sequential.compile`, with Keras' defaults.
 *
 * @throws ArgumentError when an option is out of its range
 */
export function adamWOptimizer(options: Partial<AdamWOptions> & ClippingOptions = {}): Optimizer<AdamState> {
  const { beta1, beta2, epsilon, learningRate } = adamDefaults('adamWOptimizer', options)
  const { weightDecay = 0.004 } = options
  expectNotNegative('adamWOptimizer', 'weightDecay', weightDecay)
  const clipping = expectClipping('adamWOptimizer', options)
  return {
    name: 'adamW',
    learningRate,
    config: { learningRate, beta1, beta2, epsilon, weightDecay, ...clipping },
    clipping,
    kernel: adamKernel({ beta1, beta2, epsilon }, weightDecay),
    initialState: initialAdamState,
    step: (parameter, gradient, state, rate) =>
      adamW(parameter, gradient, state, { learningRate: rate, beta1, beta2, epsilon, weightDecay }),
  }
}
