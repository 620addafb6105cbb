import type { Misconception } from 'grade-descent/exercise'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The mean is taken over the columns only', zh: '只对列求了平均' },
  explanation: {
    en: 'The gradient was divided by the number of columns. The mean squared error here is the mean over all entries, of every row.',
    zh: '梯度除以了列数。这里的均方误差是对所有元素的平均，每一行都算在内。',
  },
  caughtBy: 'meanSquaredErrorBackward-gradient',
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  const columns = prediction.shape[prediction.shape.length - 1]
  return mul(2 / columns, sub(prediction, target))
}
