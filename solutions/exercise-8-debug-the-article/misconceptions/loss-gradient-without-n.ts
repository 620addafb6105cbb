import type { Misconception } from 'grade-descent/exercise'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The mean squared error's gradient lacks its 1/n", zh: '均方误差的梯度漏了 1/n' },
  explanation: {
    en: 'Every entry is n times too large, where n is the number of entries: this is the gradient of the sum of squares. The loss is their mean.',
    zh: '每个元素都大了 n 倍，n 是元素的个数：这是平方*和*的梯度，而损失是它们的*平均*。',
  },
  caughtBy: 'meanSquaredErrorBackward-gradient',
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return mul(2, sub(prediction, target))
}
