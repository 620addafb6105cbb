import type { Misconception } from 'grade-descent/exercise'
import {
  networkForward as correct,
  type NetworkCache,
  type NetworkParameters,
} from 'grade-descent/engine/networks/two-layer-network'
import { dense, sigmoid, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Sigmoid in the hidden layer', zh: '隐藏层用了 sigmoid' },
  explanation: {
    en: "The hidden activations are sigmoids. The article's code has sigmoid units in the hidden layer, its example has ReLU units; this network is the example's.",
    zh: '隐藏层的激活值过的是 sigmoid。文章的代码里，隐藏层是 sigmoid 单元，例子里是 ReLU 单元；这里是例子里的那个网络。',
  },
  caughtBy: 'networkForward-values',
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const z1 = correct(parameters, x).z1
  const a1 = sigmoid(z1)
  const z2 = dense(a1, { weights: parameters.weights2, bias: parameters.bias2 })
  return { z1, a1, z2, prediction: sigmoid(z2) }
}
