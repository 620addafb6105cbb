import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward } from 'grade-descent/engine/losses/mean-squared-error'
import { sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import { type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The ReLU is left out on the way back', zh: '反向时漏了 ReLU' },
  explanation: {
    en: 'The gradient reached the first layer as if there were no ReLU between. Where a unit was off on the way forward, nothing comes back through it.',
    zh: '梯度传到第一层时，好像中间没有 ReLU。前向时关闭的单元，反向时什么也不会通过。',
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
  const dZ1 = output.dX
  const hidden = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: hidden.gradients.weights,
    bias1: hidden.gradients.bias,
    weights2: output.gradients.weights,
    bias2: output.gradients.bias,
  }
}
