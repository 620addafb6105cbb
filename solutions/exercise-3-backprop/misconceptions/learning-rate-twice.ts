import type { Misconception } from 'grade-descent/exercise'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The learning rate is applied twice', zh: '学习率乘了两次' },
  explanation: {
    en: 'The step is the learning rate squared times the gradient: with a rate of 0.1 you go a tenth of the way. Look for a place where a gradient that has been scaled already is scaled again.',
    zh: '步长里学习率成了*平方*：学习率为 0.1 时，只走了应走的十分之一。找一找，是不是有个已经乘过学习率的梯度又乘了一遍。',
  },
  caughtBy: 'gradientDescentStep-values',
  harmsTraining: false,
}

export function gradientDescentStep(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
  return sub(parameter, mul(mul(gradient, learningRate), learningRate))
}
