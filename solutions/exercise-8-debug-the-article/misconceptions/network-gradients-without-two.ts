import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import { reluBackward } from 'grade-descent/engine/ops/relu'
import { div, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The network's gradients lack the 2 of the square", zh: '网络的梯度漏了平方的 2' },
  explanation: {
    en: 'All the gradients are half of what they should be: in networkBackward the error is (prediction - target) / N. The loss is a mean of squares, and a square brings a 2.',
    zh: '所有梯度都只有应有值的一半：networkBackward 里的误差是 (prediction - target) / N。损失是*平方*的平均，平方求导会带来 2。',
  },
  caughtBy: 'networkBackward-bias2',
}

export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const error = div(sub(cache.prediction, target), target.shape[0])
  const dZ2 = sigmoidBackward(error, cache.z2)
  const output = denseBackward(dZ2, cache.a1, { weights: parameters.weights2, bias: parameters.bias2 })
  const dZ1 = reluBackward(output.dX, cache.z1)
  const hidden = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: hidden.gradients.weights,
    bias1: hidden.gradients.bias,
    weights2: output.gradients.weights,
    bias2: output.gradients.bias,
  }
}
