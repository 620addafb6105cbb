import type { Misconception } from 'grade-descent/exercise'
import { meanSquaredError as correct } from 'grade-descent/engine/losses/mean-squared-error'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The mean squared error has an extra one half', zh: '均方误差多了一个二分之一' },
  explanation: {
    en: 'Some texts put 1/2 in front of the squares, so that the 2 of the derivative goes away. That is a loss of its own, half as large, and not the one that is defined here: the mean of the squares, as it stands.',
    zh: '有些书在平方前面放一个 1/2，好让求导出来的 2 消掉。那是另一个损失，只有一半大，而这里定义的就是平方的均值，不带别的系数。',
  },
  caughtBy: 'meanSquaredError-values',
}

export function meanSquaredError(prediction: Tensor, target: Tensor): number {
  return correct(prediction, target) / 2
}
