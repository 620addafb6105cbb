import type { Misconception } from 'grade-descent/exercise'
import { rnnStep as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { transpose, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The recurrent weights are transposed', zh: '循环权重被转置了' },
  explanation: {
    en: 'hPrevious met the transpose of recurrentWeights. The matrix is square, so nothing complains. Rows belong to the units that send, columns to the units that receive, as in every other layer here.',
    zh: 'hPrevious 乘的是 recurrentWeights 的转置。它是方阵，所以不会报错。和这里的其他层一样，行对应发出信号的单元，列对应接收信号的单元。',
  },
  caughtBy: 'rnnStep-values',
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  const recurrentWeights = transpose(parameters.recurrentWeights)
  return correct(x, hPrevious, { ...parameters, recurrentWeights })
}
