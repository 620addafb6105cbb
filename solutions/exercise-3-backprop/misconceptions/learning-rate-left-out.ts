import type { Misconception } from 'grade-descent/exercise'
import { sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The learning rate is left out', zh: '漏了学习率' },
  explanation: {
    en: 'The whole gradient was subtracted; the learning rate had no say. The gradient is a direction with a slope, not a distance: how far one may go along it is what the learning rate decides. Steps of this size usually overshoot the valley.',
    zh: '减去的是整个梯度，学习率没有起作用。梯度给的是方向和坡度，不是距离；能沿着它走多远，由学习率决定。步子这么大，多半会跨过谷底。',
  },
  caughtBy: 'gradientDescentStep-values',
}

export function gradientDescentStep(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
  return sub(parameter, gradient)
}
