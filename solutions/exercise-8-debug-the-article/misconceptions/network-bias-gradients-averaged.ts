import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward } from 'grade-descent/engine/losses/mean-squared-error'
import { sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import { reluBackward } from 'grade-descent/engine/ops/relu'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The network's bias gradients are averaged", zh: '网络的偏置梯度取了平均' },
  explanation: {
    en: 'bias2 is N times too small. The 1/N of the mean is already in the error; the samples are added up.',
    zh: 'bias2 的梯度小了 N 倍。平均的 1/N 已经在误差里，各个样本应当相加。',
  },
  caughtBy: 'networkBackward-bias2',
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
  const dZ1 = reluBackward(output.dX, cache.z1)
  const hidden = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: hidden.gradients.weights,
    bias1: mul(hidden.gradients.bias, 1 / x.shape[0]),
    weights2: output.gradients.weights,
    bias2: mul(output.gradients.bias, 1 / x.shape[0]),
  }
}
