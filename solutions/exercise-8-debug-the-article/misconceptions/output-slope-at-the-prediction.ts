import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward } from 'grade-descent/engine/losses/mean-squared-error'
import { sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import { reluBackward } from 'grade-descent/engine/ops/relu'
import { type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The output's slope is taken at the prediction", zh: '在 prediction 处取输出层的斜率' },
  explanation: {
    en: 'The backward of the sigmoid got the prediction, which has been through the sigmoid already; so the sigmoid was applied twice. The article writes sigmoid_prime(y_pred). The slope is taken at what went in.',
    zh: 'sigmoid 的反向拿到的是 prediction，而它已经过了 sigmoid，于是 sigmoid 被套了两次。文章写的就是 sigmoid_prime(y_pred)。斜率要在进入函数的那个量处取。',
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
  const dZ2 = sigmoidBackward(error, cache.prediction)
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
