import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { mul, reluBackward, sigmoidBackward, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The mean squared error's gradient lacks its 1/N", zh: '均方误差的梯度漏了 1/N' },
  explanation: {
    en: "All four gradients are N times too large, and N is the batch: this is the gradient of the sum of the squared errors. The loss is their mean. With a batch of 1 the two agree, so a single example won't show it.",
    zh: '四个梯度都大了 N 倍，N 就是批次大小：这是平方误差之*和*的梯度，而损失是它们的平均。批次大小为 1 时两者相同，所以只用一个样本测不出来。',
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
  const dPrediction = mul(sub(cache.prediction, target), 2)
  const dZ2 = sigmoidBackward(dPrediction, cache.z2)
  const layer2 = denseBackward(dZ2, cache.a1, { weights: parameters.weights2, bias: parameters.bias2 })
  const dZ1 = reluBackward(layer2.dX, cache.z1)
  const layer1 = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: layer1.gradients.weights,
    bias1: layer1.gradients.bias,
    weights2: layer2.gradients.weights,
    bias2: layer2.gradients.bias,
  }
}
