import type { Misconception } from 'grade-descent/exercise'
import { preActivations, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias is added twice', zh: '偏置加了两次' },
  explanation: {
    en: 'Both products were computed as dense layers, and each brought the bias along. This layer has a single bias, so it may enter the sum only once.',
    zh: '两个乘积都当作全连接层来算，各自都加了一次偏置。这一层只有一个偏置，在和里只能出现一次。',
  },
  caughtBy: 'rnnStep-values',
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  return tanh(add(preActivations(x, hPrevious, parameters), parameters.bias))
}
