import type { Misconception } from 'grade-descent/exercise'
import { dense, type DenseParameters } from 'grade-descent/engine/ops/dense'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'No ReLU between the layers', zh: '层与层之间没有 ReLU' },
  explanation: {
    en: 'The layers follow each other without an activation. A linear map of a linear map is linear: however many layers there are, the network can do no more than one of them.',
    zh: '各层直接相连，中间没有激活函数。线性映射套线性映射还是线性映射：不管有多少层，整个网络的本事都不会超过一层。',
  },
  caughtBy: 'mlpForward-values',
}

export function mlpForward(layers: readonly DenseParameters[], x: Tensor): Tensor {
  return layers.reduce((input, layer) => dense(input, layer), x)
}
