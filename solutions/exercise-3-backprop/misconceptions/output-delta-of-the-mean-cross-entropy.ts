import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { reluBackward } from 'grade-descent/engine/ops/relu'
import { div, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The output's delta is that of the mean cross-entropy", zh: '输出层的 delta 用成了平均交叉熵的' },
  explanation: {
    en: 'dZ2 is (prediction - target) / N. That is the right delta for a sigmoid whose loss is the cross-entropy, where the slope cancels; with the squared error it does not.',
    zh: 'dZ2 写成了 (prediction - target) / N。sigmoid 配交叉熵时 delta 正是这样，斜率恰好消掉；配平方误差时它消不掉。',
  },
  caughtBy: 'networkBackward-gradient',
}

export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const dZ2 = div(sub(cache.prediction, target), x.shape[0])
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
