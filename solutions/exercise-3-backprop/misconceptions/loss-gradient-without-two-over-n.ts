import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { reluBackward, sigmoidBackward, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The mean squared error's gradient lacks its 2/N", zh: '均方误差的梯度漏了 2/N' },
  explanation: {
    en: 'All four gradients are N/2 times too large. You started from prediction - target. The loss is a mean of squares: the square brings a 2 and the mean a 1/N, and both belong to its gradient. Many texts drop them on paper, because a learning rate can absorb a constant; but then the step depends on the batch size, and it is no longer the gradient of the loss that you print.',
    zh: '四个梯度都大了 N/2 倍。你是从 prediction - target 出发的。损失是*平方*的*平均*：平方求导带来 2，平均带来 1/N，两者都属于梯度。不少资料在纸面上把它们省掉，因为常数可以并进学习率；但那样步长就随批次大小变化，它也不再是你打印的那个损失的梯度。',
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
  const dPrediction = sub(cache.prediction, target)
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
