import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { relu } from 'grade-descent/engine/ops/relu'
import { dense, sigmoid, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The sigmoid is applied twice', zh: 'sigmoid 用了两次' },
  explanation: {
    en: 'All your predictions lie between 0.5 and 0.73: a sigmoid of a sigmoid. z2 goes through it once.',
    zh: '你的预测全在 0.5 与 0.73 之间：那是 sigmoid 的 sigmoid。z2 只经过它一次。',
  },
  caughtBy: 'networkForward-values',
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const z1 = dense(x, { weights: parameters.weights1, bias: parameters.bias1 })
  const a1 = relu(z1)
  const z2 = dense(a1, { weights: parameters.weights2, bias: parameters.bias2 })
  return { z1, a1, z2, prediction: sigmoid(sigmoid(z2)) }
}
