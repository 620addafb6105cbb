import type { Misconception } from 'grade-descent/exercise'
import { rnnStep } from 'grade-descent/engine/ops/rnn'
import { atStep, forwardThroughTime, stackSteps, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Every step reads the first input', zh: '每一步读的都是第一个输入' },
  explanation: {
    en: 'The state is carried on, but each step receives x[:, 0, :]. The index of the step has to be in the slice.',
    zh: '状态传下去了，但每一步收到的都是 x[:, 0, :]。切片时要用上这一步的下标。',
  },
  caughtBy: 'rnn-values',
  harmsTraining: false,
}

export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  const first = atStep(x, 0)
  return stackSteps(forwardThroughTime(x, h0, (_, h) => rnnStep(first, h, parameters)))
}
