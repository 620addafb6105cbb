import type { Misconception } from 'grade-descent/exercise'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, matMul, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The state before the step is ignored', zh: '忽略了上一步的状态' },
  explanation: {
    en: 'Your result does not depend on hPrevious: it is a dense layer on x alone. What makes the layer recurrent is the second product, by which the past reaches the present.',
    zh: '你的结果与 hPrevious 无关：只是对 x 做了一个全连接层。让这一层成为“循环”的正是第二个乘积，过去靠它影响现在。',
  },
  caughtBy: 'rnnStep-values',
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  const { inputWeights, bias } = parameters
  return tanh(add(matMul(x, inputWeights), bias))
}
