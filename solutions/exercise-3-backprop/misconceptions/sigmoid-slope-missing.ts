import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward, reluBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The sigmoid's slope is left out", zh: '漏了 sigmoid 的斜率' },
  explanation: {
    en: "The gradient went through the output's sigmoid unchanged, as if its slope were 1; it is at most 1/4. With *cross-entropy* the slope happens to cancel and prediction - target is all that remains. With the mean squared error nothing cancels.",
    zh: '梯度原封不动地穿过了输出层的 sigmoid，好像它的斜率是 1；其实最大也只有 1/4。配*交叉熵*时，这个斜率恰好被约掉，只剩下 prediction - target；配均方误差时，什么也约不掉。',
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
  const dPrediction = meanSquaredErrorBackward(cache.prediction, target)
  const dZ2 = dPrediction
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
