import type { Misconception } from 'grade-descent/exercise'
import { preActivations, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The tanh is missing', zh: '没有经过 tanh' },
  explanation: {
    en: 'Your state is the bare sum of the products and the bias. Without a nonlinearity the state can grow without bound from step to step, and any number of steps does no more than one product could.',
    zh: '你返回的状态就是两个乘积与偏置之和。没有非线性函数，状态会一步一步无限增大，而且再多的步数也只相当于一次矩阵乘法。',
  },
  caughtBy: 'rnnStep-values',
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  return preActivations(x, hPrevious, parameters)
}
