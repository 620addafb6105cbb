import type { Misconception } from 'grade-descent/exercise'
import { lstmStep as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The LSTM's bias is not added", zh: 'LSTM 没有加偏置' },
  explanation: {
    en: 'The gates are those of a layer without a bias. All 4H entries of it are added to each row of z.',
    zh: '各个门的结果像是没有偏置的层。偏置的 4H 个元素要加到 z 的每一行。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  return correct(x, previous, { ...parameters, bias: zerosLike(parameters.bias) })
}
