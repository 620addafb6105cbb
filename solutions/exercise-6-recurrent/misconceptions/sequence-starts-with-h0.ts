import type { Misconception } from 'grade-descent/exercise'
import { rnnStep } from 'grade-descent/engine/ops/rnn'
import { forwardThroughTime, stackSteps, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'h0 is among the states', zh: '状态里混进了 h0' },
  explanation: {
    en: 'You return T + 1 states, with h0 as the first. It is the state *before* the first step, and no step has produced it. Asked for is one state for each step of x.',
    zh: '你返回了 T + 1 个状态，第一个是 h0。它是第一步*之前*的状态，不是任何一步的结果。题目要的是 x 的每一步对应一个状态。',
  },
  caughtBy: 'rnn-values',
  harmsTraining: false,
}

export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  return stackSteps([h0, ...forwardThroughTime(x, h0, (xStep, h) => rnnStep(xStep, h, parameters))])
}
