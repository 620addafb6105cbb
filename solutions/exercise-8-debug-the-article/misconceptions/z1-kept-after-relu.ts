import type { Misconception } from 'grade-descent/exercise'
import {
  networkForward as correct,
  type NetworkCache,
  type NetworkParameters,
} from 'grade-descent/engine/networks/two-layer-network'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'z1 is kept after the ReLU', zh: 'z1 存成了 ReLU 之后的值' },
  explanation: {
    en: 'z1 and a1 hold the same numbers. The prediction is right all the same; but z is the name of the value before the activation function, and the backward pass relies on it.',
    zh: 'z1 与 a1 的数一模一样。预测值不受影响，但 z 指的是激活函数*之前*的值，反向时以此为前提。',
  },
  caughtBy: 'networkForward-first',
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const forward = correct(parameters, x)
  return { ...forward, z1: forward.a1 }
}
