import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward } from 'grade-descent/engine/losses/mean-squared-error'
import { sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import { reluBackward } from 'grade-descent/engine/ops/relu'
import { type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The network's bias gradients are not summed over the batch", zh: '网络的偏置梯度没有对批次求和' },
  explanation: {
    en: 'bias2 has a row for each sample: it is dZ2 itself. One bias serves all the samples, and its gradient has its shape. Mending denseBackward is not enough where networkBackward does not use it.',
    zh: 'bias2 的梯度每个样本一行，就是 dZ2 本身。一个偏置服务于所有样本，梯度的形状应与它相同。如果 networkBackward 没有用 denseBackward，只改 denseBackward 是不够的。',
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
    bias1: dZ1,
    weights2: output.gradients.weights,
    bias2: dZ2,
  }
}
