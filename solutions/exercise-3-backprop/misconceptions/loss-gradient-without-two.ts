import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { div, reluBackward, sigmoidBackward, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The mean squared error's gradient lacks its 2", zh: '均方误差的梯度漏了 2' },
  explanation: {
    en: 'All four gradients are exactly half of what they should be: the 2 that comes from the square is missing. Some authors define the loss with a 1/2 in front so that it cancels; this loss has no 1/2.',
    zh: '四个梯度恰好都是正确值的一半：少了平方求导带来的 2。有的作者在损失前面放一个 1/2，正好约掉它；这里的损失没有那个 1/2。',
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
  const dPrediction = div(sub(cache.prediction, target), cache.prediction.shape[0])
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
