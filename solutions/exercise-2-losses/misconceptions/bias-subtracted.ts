import type { Misconception } from 'grade-descent/exercise'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { matMul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias is subtracted', zh: '减去了偏置' },
  explanation: {
    en: 'The bias was subtracted. Some texts write a threshold on that side; here the bias is added, and its gradient in the next exercise counts on it.',
    zh: '偏置被减掉了。有些资料把“阈值”写在那一边；这里的偏置是加上去的，下一个练习里它的梯度也以此为准。',
  },
  caughtBy: 'dense-values',
}

export function dense(x: Tensor, { weights, bias }: DenseParameters): Tensor {
  return sub(matMul(x, weights), bias)
}
