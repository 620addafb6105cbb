import type { Misconception } from 'grade-descent/exercise'
import { mul, sigmoid, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The slope of the sigmoid is taken as a²', zh: 'sigmoid 的斜率取成了 a²' },
  explanation: {
    en: 'The slope grew with a, up to 1. But where the sigmoid is near 1 it is flat, as it is near 0: the slope must be small at both ends.',
    zh: '斜率随 a 增大，直到 1。可是 sigmoid 在接近 1 的地方是平的，和接近 0 的地方一样：斜率在两端都应当很小。',
  },
  caughtBy: 'sigmoidBackward-gradient',
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  const a = sigmoid(x)
  return mul(dOut, mul(a, a))
}
