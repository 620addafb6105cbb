import type { Misconception } from 'grade-descent/exercise'
import { dense as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { relu, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The dense layer has a ReLU in it', zh: '全连接层里带了 ReLU' },
  explanation: {
    en: 'The negative outputs are 0. A dense layer is the linear part alone; the activation comes between two layers, and `mlpForward` decides where. With a ReLU in it, no network could ever give a negative number.',
    zh: '负的输出都成了 0。全连接层只是线性的那一部分；激活函数在两层之间，放在哪里由 `mlpForward` 决定。把 ReLU 放进层里，网络就永远给不出负数。',
  },
  caughtBy: 'dense-values',
}

export function dense(x: Tensor, parameters: DenseParameters): Tensor {
  return relu(correct(x, parameters))
}
