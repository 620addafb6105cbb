import type { Misconception } from 'grade-descent/exercise'
import type { MlpCache } from 'grade-descent/engine/networks/mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { dense, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'No ReLU between the layers', zh: '层与层之间没有 ReLU' },
  explanation: {
    en: 'The hidden values were passed on without a ReLU. Dense layers one after another with nothing in between are a single dense layer in disguise: a product of matrices is a matrix. The ReLU is what makes depth worth anything.',
    zh: '隐藏层的值没有经过 ReLU 就传了下去。一层接一层的全连接，中间什么都不放，合起来不过是一个全连接层：矩阵相乘还是矩阵。正是 ReLU 让深度有了意义。',
  },
  caughtBy: 'mlpForwardWithCache-values',
}

export function mlpForwardWithCache(layers: readonly DenseParameters[], x: Tensor): MlpCache {
  const activations = [x]
  for (const layer of layers) activations.push(dense(activations[activations.length - 1], layer))
  return { activations }
}
