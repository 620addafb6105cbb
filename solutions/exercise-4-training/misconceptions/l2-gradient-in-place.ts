import type { Misconception } from 'grade-descent/exercise'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The L2 gradient overwrites the weights', zh: 'L2 梯度覆盖了权重' },
  explanation: {
    en: "The numbers are right, but they were written into the caller's weights, which are lost. Make a new tensor for the gradient.",
    zh: '数值是对的，但写进了调用者的权重，原来的权重没了。请为梯度新建张量。',
  },
  caughtBy: 'l2PenaltyBackward-manners',
}

export function l2PenaltyBackward(weights: Tensor, lambda: number): Tensor {
  weights.data.set(mul(weights, 2 * lambda).data)
  return weights
}
