import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward } from 'grade-descent/engine/losses/mean-squared-error'
import { sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import { reluBackward } from 'grade-descent/engine/ops/relu'
import { matMul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The hidden layer's gradient goes round the sigmoid", zh: '隐藏层的梯度绕过了 sigmoid' },
  explanation: {
    en: 'The second layer is right, the first is not: what went back through weights2 was the gradient at the prediction, not the one at z2. Between the loss and weights2 stands the sigmoid, for the hidden layer as well.',
    zh: '第二层是对的，第一层不对：通过 weights2 往回传的是 prediction 处的梯度，而不是 z2 处的。损失与 weights2 之间隔着 sigmoid，对隐藏层来说也一样。',
  },
  caughtBy: 'networkBackward-hidden',
}

export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const error = meanSquaredErrorBackward(cache.prediction, target)
  const dZ2 = sigmoidBackward(error, cache.z2)
  const output = denseBackward(dZ2, cache.a1, { weights: parameters.weights2, bias: parameters.bias2 })
  const dZ1 = reluBackward(matMul(error, parameters.weights2, false, true), cache.z1)
  const hidden = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: hidden.gradients.weights,
    bias1: hidden.gradients.bias,
    weights2: output.gradients.weights,
    bias2: output.gradients.bias,
  }
}
