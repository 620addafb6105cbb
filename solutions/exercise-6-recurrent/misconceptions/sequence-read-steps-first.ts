import type { Misconception } from 'grade-descent/exercise'
import { rnn as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { reshape, transpose, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'x is read as if the steps came first', zh: '读 x 时把时间当成了第一个轴' },
  explanation: {
    en: 'The N · I numbers from place t · N · I on were taken for step t. That is the layout [T, N, I]; x is [N, T, I], where all steps of sample 0 come before sample 1. With a batch of one nothing shows.',
    zh: '你把 data 中从 t · N · I 开始的 N · I 个数当作第 t 步。那是 [T, N, I] 的布局；而 x 是 [N, T, I]，样本 0 的所有步排在样本 1 之前。批次为 1 时看不出问题。',
  },
  caughtBy: 'rnn-values',
}

export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  const [samples, length, inputs] = x.shape
  const stepsFirst = transpose(reshape(x, [length, samples, inputs]), [1, 0, 2])
  return correct(stepsFirst, h0, parameters)
}
