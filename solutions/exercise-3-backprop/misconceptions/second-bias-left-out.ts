import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { relu } from 'grade-descent/engine/ops/relu'
import { dense, matMul, sigmoid, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'bias2 is not added', zh: '没有加 bias2' },
  explanation: {
    en: 'z2 is the product alone. The output layer has a bias as well.',
    zh: 'z2 只是乘积。输出层也有偏置。',
  },
  caughtBy: 'networkForward-values',
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const z1 = dense(x, { weights: parameters.weights1, bias: parameters.bias1 })
  const a1 = relu(z1)
  const z2 = matMul(a1, parameters.weights2)
  return { z1, a1, z2, prediction: sigmoid(z2) }
}
