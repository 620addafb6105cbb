import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import { reluBackward } from 'grade-descent/engine/ops/relu'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The network's gradients lack the 1/N of the mean", zh: '网络的梯度漏了平均的 1/N' },
  explanation: {
    en: 'All the gradients are N times too large, where N is the batch: in networkBackward the error is 2 (prediction - target), the gradient of a sum. The loss is the mean over the batch.',
    zh: '所有梯度都大了 N 倍，N 是批次大小：networkBackward 里的误差是 2 (prediction - target)，那是*和*的梯度，而损失是对批次的*平均*。',
  },
  caughtBy: 'networkBackward-bias2',
}

export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const error = mul(2, sub(cache.prediction, target))
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
