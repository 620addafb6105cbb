import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward } from 'grade-descent/engine/losses/mean-squared-error'
import { reluBackward } from 'grade-descent/engine/ops/relu'
import { mul, sub, sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The output's delta takes the hidden layer's slope", zh: '输出层的 delta 乘了隐藏层的斜率' },
  explanation: {
    en: "The error at the output was multiplied by a1 (1 - a1), which belongs to the hidden layer, as in the article's code; three columns were then added up to one. Between z2 and the prediction stands one function. Which is it, and at which tensor is its slope taken?",
    zh: '输出层的误差乘上了 a1 (1 - a1)，那是隐藏层的东西，文章的代码就是这样；然后又把三列加成了一列。z2 与 prediction 之间只隔着一个函数。是哪一个？它的斜率该在哪个张量处取？',
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
  const dZ2 = sum(mul(error, mul(cache.a1, sub(1, cache.a1))), [1], true)
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
