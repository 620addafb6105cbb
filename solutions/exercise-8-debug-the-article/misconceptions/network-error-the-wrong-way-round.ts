import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward } from 'grade-descent/engine/losses/mean-squared-error'
import { sigmoidBackward } from 'grade-descent/engine/ops/sigmoid'
import { reluBackward } from 'grade-descent/engine/ops/relu'
import { type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The network's error is taken the wrong way round", zh: '网络的误差减反了' },
  explanation: {
    en: 'All the gradients have the wrong sign: in networkBackward the error is still target - prediction. With a step against the gradient this climbs the loss.',
    zh: '所有梯度的符号都反了：networkBackward 里的误差仍是 target - prediction。逆着梯度走，损失反而越爬越高。',
  },
  caughtBy: 'networkBackward-bias2',
}

export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const error = meanSquaredErrorBackward(target, cache.prediction)
  const dZ2 = sigmoidBackward(error, cache.z2)
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
