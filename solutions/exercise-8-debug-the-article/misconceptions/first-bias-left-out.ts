import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { relu } from 'grade-descent/engine/ops/relu'
import { dense, matMul, sigmoid, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'bias1 is not added', zh: '没有加 bias1' },
  explanation: {
    en: 'z1 is the product alone. Mending the order of the weights, the bias got lost.',
    zh: 'z1 只是乘积。改权重的顺序时，把偏置弄丢了。',
  },
  caughtBy: 'networkForward-first',
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const z1 = matMul(x, parameters.weights1)
  const a1 = relu(z1)
  const z2 = dense(a1, { weights: parameters.weights2, bias: parameters.bias2 })
  return { z1, a1, z2, prediction: sigmoid(z2) }
}
