import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { denseBackward } from 'grade-descent/engine/ops/dense'
import { meanSquaredErrorBackward, mul, sigmoidBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The ReLU is closed by the output layer', zh: '用输出层决定 ReLU 的通断' },
  explanation: {
    en: "The hidden ReLU's slope was taken at z2, the pre-activation of the next layer. Broadcasting stretches its single column over the three hidden units, so no shape complains, and all three are switched on and off together. Each hidden unit has a switch of its own.",
    zh: '隐藏层 ReLU 的斜率取在了 z2，即*下一层*的预激活值处。广播把它唯一的一列拉成三列，形状上看不出毛病，结果三个隐藏单元一起通、一起断。每个隐藏单元都该有自己的开关。',
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
  const dZ1 = mul(layer2.dX, openWhere(cache.z2))
  const layer1 = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: layer1.gradients.weights,
    bias1: layer1.gradients.bias,
    weights2: layer2.gradients.weights,
    bias2: layer2.gradients.bias,
  }
}

function openWhere(z: Tensor): Tensor {
  return { ...z, data: z.data.map((value) => (value > 0 ? 1 : 0)) }
}
