import type { Misconception } from 'grade-descent/exercise'
import { rnnStep } from 'grade-descent/engine/ops/rnn'
import { forwardThroughTime, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { concat, reshape, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The states are joined with the steps first', zh: '拼接状态时把时间放在了第一个轴' },
  explanation: {
    en: 'The states are right, but they were put one behind the other, all samples of step 0, then all of step 1, and then merely called [N, T, H]. A reshape moves no number. Join them along axis 1.',
    zh: '状态本身是对的，但你把它们一个接一个排开：先是第 0 步的所有样本，再是第 1 步的，然后直接称为 [N, T, H]。reshape 不会移动任何数。请沿第 1 轴拼接。',
  },
  caughtBy: 'rnn-values',
  harmsTraining: false,
}

export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  const states = forwardThroughTime(x, h0, (xStep, h) => rnnStep(xStep, h, parameters))
  return reshape(concat(states, 0), [x.shape[0], x.shape[1], h0.shape[1]])
}
