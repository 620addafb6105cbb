import type { Misconception } from 'grade-descent/exercise'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The step is returned in place of the parameter', zh: '返回了步长而不是新的参数' },
  explanation: {
    en: 'What you return is the change alone, minus learning rate times gradient. The function gives back the new parameter, the old one plus that change. Used as it is, training would forget the parameters at every step.',
    zh: '你返回的只是变化量，即负的学习率乘梯度。函数要返回的是*新的参数*，也就是旧参数加上这个变化量。照这样用，每一步训练都会把原来的参数丢掉。',
  },
  caughtBy: 'gradientDescentStep-values',
}

export function gradientDescentStep(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
  return mul(gradient, -learningRate)
}
