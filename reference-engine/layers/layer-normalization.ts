import { expectPositive } from '../expect-argument.ts'
import { layerNorm, layerNormBackward, type NormParameters } from '../ops/layer-norm.ts'
import type { Tensor } from '../tensor.ts'
import { expectSampleShape } from './expect-input.ts'
import { initialize } from './initializers.ts'
import type { CommonOptions, Layer, Weights } from './layer.ts'

/** `epsilon` is added to the variance; 0.001 unless told. */
export type LayerNormalizationOptions = CommonOptions & { epsilon?: number }

/**
 * Standardizes each sample over its last axis, then scales and shifts. Weights, [C] each: gamma, beta.
 *
 * @throws ArgumentError unless epsilon is greater than 0
 */
export function layerNormalization(options: LayerNormalizationOptions = {}): Layer<Tensor> {
  const { epsilon = 1e-3 } = options
  expectPositive('layerNormalization', 'epsilon', epsilon)
  const parameters = ({ gamma, beta }: Weights): NormParameters => ({ gamma, beta })

  return {
    className: 'LayerNormalization',
    config: options,

    build(inputShape, random) {
      expectSampleShape('layerNormalization', inputShape)
      const channels = inputShape.slice(-1)
      const gamma = initialize('layerNormalization', 'gammaInitializer', 'ones', random, channels)
      const beta = initialize('layerNormalization', 'betaInitializer', 'zeros', random, channels)
      return { weights: { gamma, beta }, outputShape: inputShape }
    },

    forward: (x, weights) => ({ output: layerNorm(x, parameters(weights), { epsilon }), cache: x }),
    backward: (dOut, x, weights) => layerNormBackward(dOut, x, parameters(weights), { epsilon }),
  }
}
