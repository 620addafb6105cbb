import { expectFraction, expectPositive } from '../expect-argument.ts'
import { batchNorm, batchNormBackward } from '../ops/batch-norm.ts'
import type { Tensor } from '../tensor.ts'
import { expectSampleShape } from './expect-input.ts'
import { initialize } from './initializers.ts'
import type { CommonOptions, Layer, Weights } from './layer.ts'

/** Options of `batchNormalization`. */
export type BatchNormalizationOptions = CommonOptions & {
  /** How much of the moving means a batch leaves in place. Default 0.99. */
  momentum?: number
  /** Added to the variance. Default 0.001. */
  epsilon?: number
}

/** What `backward` needs of `forward`. */
type BatchNormalizationCache = { x: Tensor; training: boolean }

/**
 * Standardizes each channel, the last axis, by the batch's mean and variance while training and by their moving means
 * afterwards; then scales and shifts it. Weights, [C] each: gamma, beta; moving_mean, moving_variance, which no gradient changes.
 *
 * @throws ArgumentError when an option can't be
 */
export function batchNormalization(options: BatchNormalizationOptions = {}): Layer<BatchNormalizationCache> {
  const { momentum = 0.99, epsilon = 1e-3 } = options
  expectFraction('batchNormalization', 'momentum', momentum)
  expectPositive('batchNormalization', 'epsilon', epsilon)
  const parameters = ({ gamma, beta }: Weights) => ({ gamma, beta })
  const running = (weights: Weights) => ({ mean: weights.moving_mean, variance: weights.moving_variance })

  return {
    className: 'BatchNormalization',
    config: options,
    nonTrainable: ['moving_mean', 'moving_variance'],

    build(inputShape, random) {
      expectSampleShape('batchNormalization', inputShape)
      const constant = (value: 'zeros' | 'ones') =>
        initialize('batchNormalization', 'initializer', value, random, inputShape.slice(-1))
      const weights = {
        gamma: constant('ones'),
        beta: constant('zeros'),
        moving_mean: constant('zeros'),
        moving_variance: constant('ones'),
      }
      return { weights, outputShape: inputShape }
    },

    forward(x, weights, { training }) {
      const normalized = batchNorm(x, parameters(weights), running(weights), training, { momentum, epsilon })
      const { mean, variance } = normalized.running
      return {
        output: normalized.output,
        cache: { x, training },
        updates: { moving_mean: mean, moving_variance: variance },
      }
    },

    backward: (dOut, { x, training }, weights) =>
      batchNormBackward(dOut, x, parameters(weights), running(weights), training, { epsilon }),
  }
}
