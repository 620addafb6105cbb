import type { Misconception } from 'grade-descent/exercise'
import { preActivations, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { sigmoid, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'A sigmoid stands in place of tanh', zh: '用 sigmoid 代替了 tanh' },
  explanation: {
    en: 'Every entry of your state lies between 0 and 1: the sum went through the logistic function. A recurrent unit here uses tanh, which is centred on 0 and lets a state be negative.',
    zh: '你的状态每个元素都在 0 与 1 之间：对和取的是 logistic 函数。这里的循环单元用 tanh，它以 0 为中心，状态可以为负。',
  },
  caughtBy: 'rnnStep-values',
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  return sigmoid(preActivations(x, hPrevious, parameters))
}
