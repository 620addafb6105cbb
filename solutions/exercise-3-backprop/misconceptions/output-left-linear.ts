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
    en: 'prediction equals z2: the sigmoid after the second layer is missing. Networks with a linear output exist, and the MLP further on is one, but this network ends with a sigmoid unit, and its prediction lies between 0 and 1.',
    zh: 'prediction 与 z2 相等：第二层之后少了 sigmoid。线性输出的网络确实有，后面的 MLP 就是，但这个网络以 sigmoid 单元结尾，预测值应落在 0 与 1 之间。',
  },
  caughtBy: 'networkForward-values',
  harmsTraining: false,
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const forward = correct(parameters, x)
  return { ...forward, prediction: forward.z2 }
}
