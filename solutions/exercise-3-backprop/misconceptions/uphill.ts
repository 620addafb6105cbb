import type { Misconception } from 'grade-descent/exercise'
import { add, mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Uphill instead of downhill', zh: '上坡而不是下坡' },
  explanation: {
    en: 'The step goes along the gradient: the parameter moved to where the loss is larger. The gradient points uphill, and gradient descent goes the other way.',
    zh: '这一步是顺着梯度走的，参数走到了损失*更大*的地方。梯度指向上坡，梯度*下降*要朝相反的方向走。',
  },
  caughtBy: 'gradientDescentStep-values',
}

export function gradientDescentStep(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
  return add(parameter, mul(gradient, learningRate))
}
