import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward } from 'grade-descent/engine/losses/mean-squared-error'
import { sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The hidden layer's gradient is multiplied by its activation", zh: '隐藏层的梯度乘了它的激活值' },
  explanation: {
    en: "On the way back through the hidden layer you multiplied by a1, the ReLU's value. Its slope is 1 where the unit is on, and 0 where it is off.",
    zh: '穿过隐藏层往回走时，你乘的是 ReLU 的值 a1。它的斜率在单元开着的地方是 1，关着的地方是 0。',
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
  const dZ1 = mul(output.dX, cache.a1)
  const hidden = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: hidden.gradients.weights,
    bias1: hidden.gradients.bias,
    weights2: output.gradients.weights,
    bias2: output.gradients.bias,
  }
}
