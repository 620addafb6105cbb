import type { Misconception } from 'grade-descent/exercise'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The caller's parameter is changed", zh: '改动了调用者的参数' },
  explanation: {
    en: "The numbers are right, but they were written into the caller's own tensor. Whoever keeps the old parameter, to compare, to go back, or because a cache of the forward pass still holds it, finds it changed. Make a new tensor for the result.",
    zh: '数值是对的，但你把结果写进了调用者自己的张量。谁还留着旧参数，不管是为了比较、为了回退，还是前向的缓存里仍引用着它，都会发现它变了。请为结果新建张量。',
  },
  caughtBy: 'gradientDescentStep-manners',
  harmsTraining: false,
}

export function gradientDescentStep(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
  parameter.data.set(sub(parameter, mul(gradient, learningRate)).data)
  return parameter
}
