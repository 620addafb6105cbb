import type { Misconception } from 'grade-descent/exercise'
import {
  networkForward as correct,
  type NetworkCache,
  type NetworkParameters,
} from 'grade-descent/engine/networks/two-layer-network'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The output is left linear', zh: '输出层没有激活' },
  explanation: {
    en: "The prediction is z2. The article has two networks: in its code the output is linear, in its example it is a sigmoid. This one is the example's, so that the prediction lies between 0 and 1.",
    zh: 'prediction 就是 z2。文章里有两个网络：代码里的输出是线性的，例子里的输出是 sigmoid。这里是例子里的那个，所以预测值在 0 到 1 之间。',
  },
  caughtBy: 'networkForward-values',
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const forward = correct(parameters, x)
  return { ...forward, prediction: forward.z2 }
}
