import { lowerWithActivation, rectify } from '../kernels/lowering/activation.ts'
import type { Tensor } from '../tensor.ts'
import { activationByName, type ActivationName } from './activations.ts'
import { expectSampleShape } from './expect-input.ts'
import type { CommonOptions, Layer } from './layer.ts'

/**
 * An activation as a layer of its own.
 *
 * @throws ArgumentError when there is no such activation
 */
export function activation(options: CommonOptions & { activation: ActivationName }): Layer<Tensor> {
  const { forward, backward, lowered } = activationByName('activation', options.activation)
  return {
    className: 'Activation',
    lowering: lowerWithActivation(lowered, (builder, x, _weights, rectified) =>
      rectified ? rectify(builder, x) : { output: x, backward: (dOut) => dOut },
    ),
    config: options,
    build(inputShape) {
      expectSampleShape('activation', inputShape)
      return { weights: {}, outputShape: inputShape }
    },
    forward: (x) => ({ output: forward(x), cache: x }),
    backward: (dOut, x) => ({ dX: backward(dOut, x), gradients: {} }),
  }
}
