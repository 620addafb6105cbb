import type { Misconception } from 'grade-descent/exercise'
import { meanSquaredError as correct } from 'grade-descent/engine/losses/mean-squared-error'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The squared errors are divided by the batch size only', zh: '平方误差只除以了批次大小' },
  explanation: {
    en: 'The sum of the squares was divided by the number of samples. A sample here may have several outputs, and the mean runs over every element: a prediction of shape [3, 5] has 15 of them.',
    zh: '平方和只除以了样本数。这里一个样本可以有多个输出，均值是对每一个元素求的：形状为 [3, 5] 的预测有 15 个元素。',
  },
  caughtBy: 'meanSquaredError-values',
}

export function meanSquaredError(prediction: Tensor, target: Tensor): number {
  return (correct(prediction, target) * prediction.data.length) / prediction.shape[0]
}
