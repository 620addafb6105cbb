import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { matMul, meanSquaredErrorBackward, reluBackward, sigmoidBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The hidden layer's gradient goes round the sigmoid", zh: '隐藏层的梯度绕过了 sigmoid' },
  explanation: {
    en: "The second layer's gradients are right, the first layer's are not: what you sent back through weights2 was the gradient at the prediction, not the one at z2. Going backwards means passing every link. Between the loss and weights2 stands the sigmoid, for the hidden layer as well.",
    zh: '第二层的梯度是对的，第一层的不对：你通过 weights2 往回传的是对 prediction 的梯度，而不是对 z2 的梯度。反向要经过每一环，在损失与 weights2 之间隔着 sigmoid，对隐藏层来说也一样。',
  },
  caughtBy: 'networkBackward-gradient',
  harmsTraining: false,
}

export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const dPrediction = meanSquaredErrorBackward(cache.prediction, target)
  const dZ2 = sigmoidBackward(dPrediction, cache.z2)
  const layer2 = denseBackward(dZ2, cache.a1, { weights: parameters.weights2, bias: parameters.bias2 })
  const dA1 = matMul(dPrediction, parameters.weights2, false, true)
  const dZ1 = reluBackward(dA1, cache.z1)
  const layer1 = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: layer1.gradients.weights,
    bias1: layer1.gradients.bias,
    weights2: layer2.gradients.weights,
    bias2: layer2.gradients.bias,
  }
}
