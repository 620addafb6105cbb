import type { Misconception } from 'grade-descent/exercise'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { matMul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias is left out', zh: '漏了偏置' },
  explanation: {
    en: 'The result is x times the weights, without the bias. Such a layer gives 0 for the input 0 whatever it learns: all its planes go through the origin.',
    zh: '结果只是 x 乘权重，没有加偏置。这样的层无论学到什么，输入为 0 时输出都是 0：所有分界面都过原点。',
  },
  caughtBy: 'dense-values',
}

export function dense(x: Tensor, { weights }: DenseParameters): Tensor {
  return matMul(x, weights)
}
