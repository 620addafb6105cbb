import type { Misconception } from 'grade-descent/exercise'
import { lstmStep as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The output gate is not used', zh: '没有用到输出门' },
  explanation: {
    en: 'Your h is tanh(c), all of it. The output gate decides how much of it is shown.',
    zh: '你的 h 就是整个 tanh(c)。拿出多少，由输出门决定。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const { c } = correct(x, previous, parameters)
  return { h: tanh(c), c }
}
