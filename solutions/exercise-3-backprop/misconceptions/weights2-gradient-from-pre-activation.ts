import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward, reluBackward, sigmoidBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "weights2's gradient is made with the pre-activations", zh: '用预激活值求 weights2 的梯度' },
  explanation: {
    en: 'The gradient of weights2 was made with z1. What the second layer really multiplied by its weights was a1, the hidden values after the ReLU. Only what a weight was multiplied by in the forward pass can be the slope for that weight; a unit that put out 0 leaves its weight no gradient in that sample.',
    zh: 'weights2 的梯度是用 z1 求的。第二层实际拿来与权重相乘的是 a1，也就是 ReLU *之后*的值。一个权重的斜率，只能是前向时与它相乘的那个数；单元输出 0 的那个样本，对它的权重没有梯度。',
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
  const layer2 = denseBackward(dZ2, cache.z1, { weights: parameters.weights2, bias: parameters.bias2 })
  const dZ1 = reluBackward(layer2.dX, cache.z1)
  const layer1 = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: layer1.gradients.weights,
    bias1: layer1.gradients.bias,
    weights2: layer2.gradients.weights,
    bias2: layer2.gradients.bias,
  }
}
