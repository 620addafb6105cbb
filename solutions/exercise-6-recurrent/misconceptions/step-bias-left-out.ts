import type { Misconception } from 'grade-descent/exercise'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, matMul, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias is not added', zh: '没有加偏置' },
  explanation: {
    en: 'The two products are there, the bias is not. It is one vector for the whole batch, added to every row before the tanh.',
    zh: '两个乘积都在，却没有加偏置。偏置是一个向量，整个批次共用，在 tanh 之前加到每一行上。',
  },
  caughtBy: 'rnnStep-values',
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  return tanh(add(matMul(x, parameters.inputWeights), matMul(hPrevious, parameters.recurrentWeights)))
}
