import type { Misconception } from 'grade-descent/exercise'
import { abs, mean, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The errors are not squared', zh: '误差没有平方' },
  explanation: {
    en: 'What was averaged are the sizes of the errors, not their squares. That is the mean absolute error, a loss with other habits: a far miss counts no more than many near ones, and its slope does not shrink as the error does.',
    zh: '求均值的是误差的绝对值，而不是平方。那是平均绝对误差，脾气完全不同：一个大偏差并不比许多小偏差更要紧，误差变小时斜率也不随之变小。',
  },
  caughtBy: 'meanSquaredError-values',
}

export function meanSquaredError(prediction: Tensor, target: Tensor): number {
  return mean(abs(sub(prediction, target))).data[0]
}
