import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward, sigmoidBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The ReLU is left out on the way back', zh: '反向时漏了 ReLU' },
  explanation: {
    en: 'The gradient passed the hidden layer as if every unit were open. A unit whose pre-activation was negative put out a flat 0: moving it a little changes nothing, so nothing may come back through it. (A mask of the form a1 >= 0 does the same: after a ReLU that is always true.)',
    zh: '梯度穿过隐藏层时，好像每个单元都是通的。预激活值为负的单元，输出是一条平的 0：稍微动一动，什么也不变，所以不该有梯度从它那里传回来。（写成 a1 >= 0 的掩码也是同样的效果：过了 ReLU，这个条件永远成立。）',
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
  const dZ1 = layer2.dX
  const layer1 = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: layer1.gradients.weights,
    bias1: layer1.gradients.bias,
    weights2: layer2.gradients.weights,
    bias2: layer2.gradients.bias,
  }
}
