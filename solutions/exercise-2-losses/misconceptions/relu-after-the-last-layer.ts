import type { Misconception } from 'grade-descent/exercise'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { mlpForward as correct } from 'grade-descent/engine/networks/mlp'
import { relu, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'A ReLU after the last layer', zh: '最后一层之后多了 ReLU' },
  explanation: {
    en: 'The output went through a ReLU, too. The last layer gives logits, or a number to be predicted, and both may be negative. A unit that was cut off gets no gradient, so a wrong class can’t even be unlearned.',
    zh: '输出也过了 ReLU。最后一层给出的是 logits 或要预测的数值，两者都可以为负。被截掉的单元得不到梯度，判错的类别连改正的机会都没有。',
  },
  caughtBy: 'mlpForward-values',
}

export function mlpForward(layers: readonly DenseParameters[], x: Tensor): Tensor {
  return relu(correct(layers, x))
}
