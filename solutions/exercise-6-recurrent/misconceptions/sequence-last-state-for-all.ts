import type { Misconception } from 'grade-descent/exercise'
import { rnnStep } from 'grade-descent/engine/ops/rnn'
import { forwardThroughTime, stackSteps, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'All steps show the last state', zh: '所有步都是最后一个状态' },
  explanation: {
    en: 'Every place along the time axis holds the state after the last step. Usually that is one tensor, written into again at each step and put into the list each time: the list then holds the same tensor T times.',
    zh: '时间轴上的每个位置都是最后一步之后的状态。多半是每一步都写进同一个张量，又每次把它放进列表：列表里其实是同一个张量出现了 T 次。',
  },
  caughtBy: 'rnn-values',
  harmsTraining: false,
}

export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  const states = forwardThroughTime(x, h0, (xStep, h) => rnnStep(xStep, h, parameters))
  return stackSteps(states.map(() => states[states.length - 1]))
}
