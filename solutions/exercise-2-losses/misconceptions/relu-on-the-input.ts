import type { Misconception } from 'grade-descent/exercise'
import { dense, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { relu, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'A ReLU on the input', zh: '输入也过了 ReLU' },
  explanation: {
    en: 'The ReLU comes before every layer, the first one too, so that all that is negative in x is lost before anything has looked at it. It belongs between layers: after a hidden layer, before the next one.',
    zh: '每一层之前都放了 ReLU，第一层也不例外，x 里的负数还没有任何一层看到就丢了。ReLU 应在两层之间：前一个隐藏层之后，下一层之前。',
  },
  caughtBy: 'mlpForward-values',
}

export function mlpForward(layers: readonly DenseParameters[], x: Tensor): Tensor {
  return layers.reduce((input, layer) => dense(relu(input), layer), x)
}
