import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward, reluBackward, sigmoidBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The error is taken the wrong way round', zh: '误差减反了' },
  explanation: {
    en: 'All four gradients have the wrong sign: the error was taken as target - prediction. Together with a step against the gradient this climbs the loss. Check it in your head: if the prediction is too high, raising it makes the loss larger, so its gradient must be positive. (Texts that write target - prediction add the step in place of subtracting it.)',
    zh: '四个梯度的符号全反了：误差取成了 target - prediction。再配上*逆着*梯度走的更新，损失就会越爬越高。心算一下就能判断：预测偏高时，再抬高它，损失变大，所以梯度必须为正。（写成 target - prediction 的资料，更新时是加而不是减。）',
  },
  caughtBy: 'networkBackward-gradient',
  harmsTraining: false,
}

export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  const dPrediction = meanSquaredErrorBackward(target, cache.prediction)
  const dZ2 = sigmoidBackward(dPrediction, cache.z2)
  const layer2 = denseBackward(dZ2, cache.a1, { weights: parameters.weights2, bias: parameters.bias2 })
  const dZ1 = reluBackward(layer2.dX, cache.z1)
  const layer1 = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: layer1.gradients.weights,
    bias1: layer1.gradients.bias,
    weights2: layer2.gradients.weights,
    bias2: layer2.gradients.bias,
  }
}
