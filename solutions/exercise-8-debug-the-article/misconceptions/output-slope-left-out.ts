import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward } from 'grade-descent/engine/losses/mean-squared-error'
import { reluBackward } from 'grade-descent/engine/ops/relu'
import { type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The output's sigmoid is left out on the way back", zh: '反向时漏了输出层的 sigmoid' },
  explanation: {
    en: 'dZ2 is the gradient at the prediction, as if the output were linear. Going backwards means passing every link, and between z2 and the prediction there is one.',
    zh: 'dZ2 用的是 prediction 处的梯度，等于把输出当成了线性的。反向要经过每一环，而 z2 与 prediction 之间还有一环。',
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
  const dZ2 = error
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
