import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward } from 'grade-descent/engine/losses/mean-squared-error'
import { sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The hidden layer comes back through a (1 - a)', zh: '隐藏层反向时乘了 a (1 - a)' },
  explanation: {
    en: 'dZ1 was multiplied by a1 (1 - a1). That is the slope of a sigmoid, written with its output. The hidden units here are ReLU units.',
    zh: 'dZ1 乘上了 a1 (1 - a1)。那是用输出写成的 sigmoid 的斜率，而这里的隐藏单元是 ReLU。',
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
  const dZ1 = mul(output.dX, mul(cache.a1, sub(1, cache.a1)))
  const hidden = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: hidden.gradients.weights,
    bias1: hidden.gradients.bias,
    weights2: output.gradients.weights,
    bias2: output.gradients.bias,
  }
}
