import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward, reluBackward, sigmoidBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The ReLU is closed by the gradient's sign", zh: '用梯度的正负决定 ReLU 的通断' },
  explanation: {
    en: 'You let the gradient pass where the gradient is positive. A ReLU is open or closed because of what went into it on the way forwards; on the way back it lets positive and negative gradients through alike. Your version only ever lets hidden units move in one direction.',
    zh: '你让*梯度*为正的地方通过。ReLU 通不通，取决于前向时送进它的值；反向时，正的负的梯度都照样通过。按你的写法，隐藏单元永远只能朝一个方向变化。',
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
  const dZ2 = sigmoidBackward(dPrediction, cache.z2)
  const layer2 = denseBackward(dZ2, cache.a1, { weights: parameters.weights2, bias: parameters.bias2 })
  const dZ1 = reluBackward(layer2.dX, layer2.dX)
  const layer1 = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: layer1.gradients.weights,
    bias1: layer1.gradients.bias,
    weights2: layer2.gradients.weights,
    bias2: layer2.gradients.bias,
  }
}
