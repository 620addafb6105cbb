import type { Misconception } from 'grade-descent/exercise'
import { rnnStep } from 'grade-descent/engine/ops/rnn'
import { forwardThroughTime, stackSteps, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The states are one step late', zh: '状态晚了一步' },
  explanation: {
    en: 'Your first state is h0, and the last one is missing: the state was stored before the step in place of after it. Place t of the result is the state that step t has produced.',
    zh: '你的第一个状态是 h0，最后一个状态却不见了：存的是走这一步之前的状态。结果的第 t 个位置应是第 t 步产生的状态。',
  },
  caughtBy: 'rnn-values',
  harmsTraining: false,
}

export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  const states = forwardThroughTime(x, h0, (xStep, h) => rnnStep(xStep, h, parameters))
  return stackSteps([h0, ...states.slice(0, -1)])
}
