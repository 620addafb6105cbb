import type { Misconception } from 'grade-descent/exercise'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The mean squared error's gradient lacks its 2/n", zh: '均方误差的梯度漏了 2/n' },
  explanation: {
    en: 'The result is prediction minus target, and nothing more. The square brings a 2, the mean brings a 1/n, and both are part of the gradient. Texts that drop them hide a constant in the learning rate; then the step depends on the batch size, and it is no longer the slope of the loss that you print.',
    zh: '结果只是预测减目标，再没有别的。平方带来 2，均值带来 1/n，两者都是梯度的一部分。把它们省掉的资料其实是把常数藏进了学习率；那样步长会随批次大小变化，它也不再是你打印出来的那个损失的斜率。',
  },
  caughtBy: 'meanSquaredErrorBackward-gradient',
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return mul(sub(prediction, target), 1)
}
