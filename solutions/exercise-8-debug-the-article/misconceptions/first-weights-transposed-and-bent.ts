import type { Misconception } from 'grade-descent/exercise'
import type { NetworkCache, NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import { relu } from 'grade-descent/engine/ops/relu'
import { dense, reshape, sigmoid, transpose, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'weights1 is transposed and then bent into shape', zh: 'weights1 先转置，再硬凑成形状' },
  explanation: {
    en: 'weights1 was transposed, and a reshape made it fit again: another shuffle in place of the first. weights1 is (input, hidden) as it comes, which is what x asks for; nothing has to be turned.',
    zh: 'weights1 先被转置，再用 reshape 凑回能相乘的形状：只是把一种打乱换成了另一种。weights1 传进来时就是 (input, hidden)，正是 x 所需要的，什么都不用转。',
  },
  caughtBy: 'networkForward-first',
}

export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const bent = reshape(transpose(parameters.weights1), parameters.weights1.shape)
  const z1 = dense(x, { weights: bent, bias: parameters.bias1 })
  const a1 = relu(z1)
  const z2 = dense(a1, { weights: parameters.weights2, bias: parameters.bias2 })
  return { z1, a1, z2, prediction: sigmoid(z2) }
}
