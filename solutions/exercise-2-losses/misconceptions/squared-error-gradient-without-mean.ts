import type { Misconception } from 'grade-descent/exercise'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The mean squared error's gradient lacks its 1/n", zh: '均方误差的梯度漏了 1/n' },
  explanation: {
    en: 'The squares were differentiated, but the mean was forgotten: the result is the gradient of the sum. One entry of the prediction stands in one of n terms, and the loss takes only an n-th of each.',
    zh: '平方求了导，却忘了均值：这是“和”的梯度。预测的一个元素只出现在 n 项中的一项里，而每一项在损失里只占 n 分之一。',
  },
  caughtBy: 'meanSquaredErrorBackward-gradient',
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return mul(sub(prediction, target), 2)
}
