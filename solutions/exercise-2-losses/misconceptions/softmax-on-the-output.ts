import type { Misconception } from 'grade-descent/exercise'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { mlpForward as correct } from 'grade-descent/engine/networks/mlp'
import { softmax, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Softmax on the output', zh: '输出多做了 softmax' },
  explanation: {
    en: 'The rows of the output sum to 1: a softmax was put at the end. The network gives logits; the softmax is part of the loss, where it can be joined with the logarithm. With one here and one there, it is taken twice.',
    zh: '输出的每一行之和为 1：末尾多放了 softmax。网络给出的是 logits；softmax 属于损失函数，在那里可以与对数合并。这里一次、那里一次，就做了两遍。',
  },
  caughtBy: 'mlpForward-values',
}

export function mlpForward(layers: readonly DenseParameters[], x: Tensor): Tensor {
  return softmax(correct(layers, x))
}
