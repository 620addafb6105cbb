import type { Misconception } from 'grade-descent/exercise'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, matMul, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Each product has a tanh of its own', zh: '两个乘积各取了一次 tanh' },
  explanation: {
    en: 'You took the tanh of each product and added the results. tanh of a sum is not the sum of tanhs: first add everything, then bend it once.',
    zh: '你对两个乘积分别取 tanh 再相加。和的 tanh 不等于 tanh 的和：先把一切加起来，再取一次 tanh。',
  },
  caughtBy: 'rnnStep-values',
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  const { inputWeights, recurrentWeights, bias } = parameters
  return add(tanh(add(matMul(x, inputWeights), bias)), tanh(matMul(hPrevious, recurrentWeights)))
}
