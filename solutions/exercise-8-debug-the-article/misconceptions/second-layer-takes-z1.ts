import type { Misconception } from 'grade-descent/exercise'
import {
  networkForward as correct,
  type NetworkCache,
  type NetworkParameters,
} from 'grade-descent/engine/networks/two-layer-network'
import { dense, sigmoid, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The second layer takes z1', zh: '第二层用的是 z1' },
  explanation: {
    en: 'z1 and a1 are right, but z2 was made with z1: the ReLU is computed and then left aside. The second layer receives what the hidden units hand on.',
    zh: 'z1 和 a1 都对，但 z2 是用 z1 算的：ReLU 算了，却被撇在一边。第二层收到的应当是隐藏单元交出来的东西。',
  },
  caughtBy: 'networkForward-values',
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const { z1, a1 } = correct(parameters, x)
  const z2 = dense(z1, { weights: parameters.weights2, bias: parameters.bias2 })
  return { z1, a1, z2, prediction: sigmoid(z2) }
}
