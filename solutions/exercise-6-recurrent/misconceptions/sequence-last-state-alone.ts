import type { Misconception } from 'grade-descent/exercise'
import { rnnStep } from 'grade-descent/engine/ops/rnn'
import { forwardThroughTime, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Only the last state is returned', zh: '只返回了最后一个状态' },
  explanation: {
    en: 'You returned the state after the last step, [N, H]. Asked for is the state after every step, [N, T, H]; whoever needs the last one alone can cut it out.',
    zh: '你返回的是最后一步之后的状态 [N, H]。题目要的是每一步之后的状态 [N, T, H]；只需要最后一个的人可以自己切出来。',
  },
  caughtBy: 'rnn-values',
}

export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  const states = forwardThroughTime(x, h0, (xStep, h) => rnnStep(xStep, h, parameters))
  return states[states.length - 1]
}
