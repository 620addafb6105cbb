import type { Misconception } from 'grade-descent/exercise'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, matMul, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The state is added after the tanh', zh: '状态是在 tanh 之后才加上的' },
  explanation: {
    en: 'The product with hPrevious was added to the tanh of the rest. Both products belong into one sum, and the tanh is taken of the whole sum; yours can leave the range from -1 to 1.',
    zh: '你先对其余部分取 tanh，再加上与 hPrevious 的乘积。两个乘积应放进同一个和里，再对整个和取 tanh；你的结果可能超出 -1 到 1。',
  },
  caughtBy: 'rnnStep-values',
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  const { inputWeights, recurrentWeights, bias } = parameters
  return add(tanh(add(matMul(x, inputWeights), bias)), matMul(hPrevious, recurrentWeights))
}
