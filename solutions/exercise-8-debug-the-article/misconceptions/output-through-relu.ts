import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { relu } from 'grade-descent/engine/ops/relu'
import { dense, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The output goes through a ReLU', zh: '输出经过的是 ReLU' },
  explanation: {
    en: 'The prediction is the ReLU of z2. This network ends in a sigmoid; the ReLU is for the hidden layer.',
    zh: 'prediction 是 z2 的 ReLU。这个网络以 sigmoid 结尾；ReLU 是隐藏层用的。',
  },
  caughtBy: 'networkForward-values',
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const z1 = dense(x, { weights: parameters.weights1, bias: parameters.bias1 })
  const a1 = relu(z1)
  const z2 = dense(a1, { weights: parameters.weights2, bias: parameters.bias2 })
  return { z1, a1, z2, prediction: relu(z2) }
}
