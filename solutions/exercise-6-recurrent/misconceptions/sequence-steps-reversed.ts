import type { Misconception } from 'grade-descent/exercise'
import { rnn as correct } from 'grade-descent/engine/ops/rnn'
import { atStep, stackSteps, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The sequence is read from its end', zh: '序列从末尾读起' },
  explanation: {
    en: 'The first state that you return is made from the last step of x. Time runs along axis 1 from 0 on; it is only the gradient that goes from the end to the beginning.',
    zh: '你返回的第一个状态用的是 x 的最后一步。时间沿第 1 轴从 0 开始往后走；从末尾走向开头的只有梯度。',
  },
  caughtBy: 'rnn-values',
  harmsTraining: false,
}

export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  const steps = Array.from({ length: x.shape[1] }, (_, t) => atStep(x, x.shape[1] - 1 - t))
  return correct(stackSteps(steps), h0, parameters)
}
