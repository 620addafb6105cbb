import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward } from 'grade-descent/engine/losses/mean-squared-error'
import { sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import { type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The hidden layer comes back through a sigmoid', zh: '隐藏层反向时过了 sigmoid' },
  explanation: {
    en: "The gradients of the second layer are right. dZ1 was multiplied by the slope of a sigmoid, taken at a1, as in the article's code, whose hidden layer is another one. Which function made a1 out of z1 here?",
    zh: '第二层的梯度是对的。dZ1 却乘上了 sigmoid 的斜率，还取在 a1 处，文章的代码就是这样，可那里的隐藏层是另一种。这里从 z1 得到 a1 的是哪个函数？',
  },
  caughtBy: 'networkBackward-hidden',
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
  const dZ1 = sigmoidBackward(output.dX, cache.a1)
  const hidden = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: hidden.gradients.weights,
    bias1: hidden.gradients.bias,
    weights2: output.gradients.weights,
    bias2: output.gradients.bias,
  }
}
