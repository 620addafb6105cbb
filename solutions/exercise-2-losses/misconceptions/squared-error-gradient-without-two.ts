import type { Misconception } from 'grade-descent/exercise'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The mean squared error's gradient lacks its 2", zh: '均方误差的梯度漏了 2' },
  explanation: {
    en: 'Every entry is half as large as it should be: the mean is there, but the square was not differentiated to the end. The slope of e^2 is not e.',
    zh: '每个元素都只有应有值的一半：均值的系数在，平方却没有求导到底。e^2 的斜率并不是 e。',
  },
  caughtBy: 'meanSquaredErrorBackward-gradient',
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return mul(sub(prediction, target), 1 / prediction.data.length)
}
