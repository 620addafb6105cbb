import type { Misconception } from 'grade-descent/exercise'
import { rnn as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The sequence starts from zeros', zh: '序列从零状态开始' },
  explanation: {
    en: 'Your states are those of a sequence that begins with a state of zeros. The caller says in h0 where it begins; zeros are only the most usual choice.',
    zh: '你的各个状态是从零状态开始的序列的结果。从哪里开始由调用者用 h0 指定；零只是最常见的选择。',
  },
  caughtBy: 'rnn-values',
  harmsTraining: false,
}

export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  return correct(x, zerosLike(h0), parameters)
}
