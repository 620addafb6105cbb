import type { Misconception } from 'grade-descent/exercise'
import { sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The mean squared error's gradient lacks its 2/n", zh: '均方误差的梯度漏了 2/n' },
  explanation: {
    en: 'You have prediction - target. The loss is a mean of squares: both the square and the mean leave a factor in the gradient. Many texts drop them on paper, because a learning rate can absorb a constant; but this one is no constant, it depends on how many entries there are.',
    zh: '你用的是 prediction - target。损失是*平方*的*平均*：平方和平均都会在梯度里留下一个因子。不少资料在纸面上把它们省掉，因为常数可以并进学习率；可它并不是常数，它随元素的个数而变。',
  },
  caughtBy: 'meanSquaredErrorBackward-gradient',
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return sub(prediction, target)
}
