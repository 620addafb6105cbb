import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { dense, sigmoid, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Sigmoid in the hidden layer', zh: '隐藏层用了 sigmoid' },
  explanation: {
    en: "The hidden activations lie between 0 and 1, as a sigmoid's do. The hidden layer of this network has ReLU units; the sigmoid belongs to the output alone, where a number between 0 and 1 is wanted.",
    zh: '隐藏层的激活值都在 0 与 1 之间，这是 sigmoid 的特征。这个网络的隐藏层是 ReLU 单元；只有输出层要 sigmoid，因为那里需要一个 0 到 1 之间的数。',
  },
  caughtBy: 'networkForward-values',
  harmsTraining: false,
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const z1 = dense(x, { weights: parameters.weights1, bias: parameters.bias1 })
  const a1 = sigmoid(z1)
  const z2 = dense(a1, { weights: parameters.weights2, bias: parameters.bias2 })
  return { z1, a1, z2, prediction: sigmoid(z2) }
}
