import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward } from 'grade-descent/engine/losses/mean-squared-error'
import { sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import { reluBackward } from 'grade-descent/engine/ops/relu'
import { matMul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "weights2's gradient is made with the input", zh: '用输入求 weights2 的梯度' },
  explanation: {
    en: "The gradient of weights2 has the shape [2, 1]: the delta met x, as in the article's code. weights2 is [3, 1]. What did the second layer receive on the way forward?",
    zh: 'weights2 的梯度形状是 [2, 1]：与 delta 相乘的是 x，文章的代码就是这样。而 weights2 是 [3, 1]。前向时，第二层收到的是什么？',
  },
  caughtBy: 'networkBackward-weights2',
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
    bias1: hidden.gradients.bias,
    weights2: matMul(x, dZ2, true, false),
    bias2: output.gradients.bias,
  }
}
