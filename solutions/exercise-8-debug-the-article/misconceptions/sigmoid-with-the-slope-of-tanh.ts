import type { Misconception } from 'grade-descent/exercise'
import { mul, sigmoid, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The sigmoid has the slope of tanh', zh: 'sigmoid 用了 tanh 的斜率' },
  explanation: {
    en: 'The slope is 1 - a², which belongs to tanh. The two functions look alike, but each has a slope of its own.',
    zh: '斜率写成了 1 - a²，那是 tanh 的。两个函数样子相像，斜率却各有各的。',
  },
  caughtBy: 'sigmoidBackward-gradient',
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  const a = sigmoid(x)
  return mul(dOut, sub(1, mul(a, a)))
}
