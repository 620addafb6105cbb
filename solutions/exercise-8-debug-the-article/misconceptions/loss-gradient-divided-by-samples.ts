import type { Misconception } from 'grade-descent/exercise'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The mean is taken over the samples only', zh: '只对样本求了平均' },
  explanation: {
    en: 'The gradient was divided by the number of rows. The mean squared error here is the mean over all entries; with several outputs a sample these are more than there are rows.',
    zh: '梯度除以了行数。这里的均方误差是对*所有元素*的平均；一个样本有几个输出时，元素比行多。',
  },
  caughtBy: 'meanSquaredErrorBackward-gradient',
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return mul(2 / prediction.shape[0], sub(prediction, target))
}
