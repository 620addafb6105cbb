import type { Misconception } from 'grade-descent/exercise'
import { meanSquaredError as correct } from 'grade-descent/engine/losses/mean-squared-error'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The root of the mean squared error', zh: '多开了一次平方根' },
  explanation: {
    en: 'A square root was taken at the end. That number is in the units of the prediction, which is good for a report; as a loss it has another slope, and the gradient of this exercise does not belong to it.',
    zh: '最后多开了一次平方根。那个数与预测同单位，写进报告很方便；但作为损失，它的斜率不同，本练习的梯度并不属于它。',
  },
  caughtBy: 'meanSquaredError-values',
}

export function meanSquaredError(prediction: Tensor, target: Tensor): number {
  return Math.sqrt(correct(prediction, target))
}
