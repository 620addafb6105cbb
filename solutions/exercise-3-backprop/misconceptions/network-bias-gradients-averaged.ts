import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { div, meanSquaredErrorBackward, reluBackward, sigmoidBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The network's bias gradients are averaged", zh: '网络的偏置梯度取了平均' },
  explanation: {
    en: "bias1 and bias2 have gradients N times too small; the weights' are right. Over the batch a bias gradient is a sum: every sample used the same bias. The 1/N of the loss has come in once already, with the 2/N of the squared error.",
    zh: 'bias1 和 bias2 的梯度小了 N 倍，权重的梯度是对的。偏置的梯度对批次是求和：每个样本用的都是同一个偏置。损失的 1/N 已经随平方误差的 2/N 进来过一次了。',
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
  const dZ1 = reluBackward(layer2.dX, cache.z1)
  const layer1 = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  const batch = x.shape[0]
  return {
    weights1: layer1.gradients.weights,
    bias1: div(layer1.gradients.bias, batch),
    weights2: layer2.gradients.weights,
    bias2: div(layer2.gradients.bias, batch),
  }
}
