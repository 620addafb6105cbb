import { expectOneOf } from '../expect-argument.ts'
import { elementwiseActivation, rowActivation, type LoweredActivation } from '../kernels/lowering/activation.ts'
import { gelu, geluBackward } from '../ops/gelu.ts'
import { leakyRelu, leakyReluBackward } from '../ops/leaky-relu.ts'
import { logSoftmax, logSoftmaxBackward } from '../ops/log-softmax.ts'
import { relu, reluBackward } from '../ops/relu.ts'
import { sigmoid, sigmoidBackward } from '../ops/sigmoid.ts'
import { softmax, softmaxBackward } from '../ops/softmax.ts'
import { tanh, tanhBackward } from '../ops/tanh.ts'
import type { Tensor } from '../tensor.ts'

/** @internal */
export type Activation = {
  forward(z: Tensor): Tensor
  backward(dOut: Tensor, z: Tensor): Tensor
  /** How kernels compute it: with the product itself where it only cuts off what is below 0, not at all where nothing changes. */
  lowered?: LoweredActivation | 'rectified' | 'unchanged'
}

/** By the names of tf.layers; `leakyRelu` has the slope of tf.leakyRelu, 0.2. */
const activations: { readonly [Name in ActivationName]: Activation } = {
  linear: {
    forward: (z: Tensor) => z,
    backward: (dOut: Tensor) => dOut,
    lowered: 'unchanged',
  },
  gelu: { forward: (z: Tensor) => gelu(z), backward: (dOut: Tensor, z: Tensor) => geluBackward(dOut, z) },
  leakyRelu: {
    forward: (z: Tensor) => leakyRelu(z),
    backward: (dOut: Tensor, z: Tensor) => leakyReluBackward(dOut, z),
    lowered: elementwiseActivation('leakyRelu', 0.2),
  },
  logSoftmax: { forward: logSoftmax, backward: logSoftmaxBackward },
  relu: { forward: relu, backward: reluBackward, lowered: 'rectified' },
  sigmoid: { forward: sigmoid, backward: sigmoidBackward, lowered: elementwiseActivation('sigmoid') },
  softmax: { forward: softmax, backward: softmaxBackward, lowered: rowActivation('softmax') },
  tanh: { forward: tanh, backward: tanhBackward, lowered: elementwiseActivation('tanh') },
}

/** What layers take for `activation`; `linear` changes nothing. */
export type ActivationName = 'linear' | 'gelu' | 'leakyRelu' | 'logSoftmax' | 'relu' | 'sigmoid' | 'softmax' | 'tanh'

/** @throws ArgumentError, in the name of the layer, when there is no such activation @internal */
export function activationByName(layer: string, name: ActivationName): Activation {
  expectOneOf(layer, 'activation', name, Object.keys(activations))
  return activations[name]
}
