import type { Misconception } from 'grade-descent/exercise'
import { rnnStep } from 'grade-descent/engine/ops/rnn'
import { atStep, stackSteps, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Every step starts from h0', zh: '每一步都从 h0 开始' },
  explanation: {
    en: 'Each state is made from its own x and h0. After the first step it is the state just computed that goes on, so that a step knows of all steps before it.',
    zh: '每个状态都由自己那一步的 x 和 h0 算出。第一步之后，应当把刚算出的状态传下去，这样每一步才知道之前的所有步。',
  },
  caughtBy: 'rnn-values',
  harmsTraining: false,
}

export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  const steps = Array.from({ length: x.shape[1] }, (_, t) => rnnStep(atStep(x, t), h0, parameters))
  return stackSteps(steps)
}
