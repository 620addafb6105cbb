import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The bias is not added', zh: '没有加偏置' },
  explanation: {
    en: "Your output lacks the bias: every entry of a filter's output map is too small by the same number, and that number is the filter's bias.",
    zh: '你的输出少了偏置：每个滤波器输出图上的所有元素都差同一个数，而这个数正是该滤波器的偏置。',
  },
  caughtBy: 'conv2d-values',
  harmsTraining: false,
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  return correct(x, filter, zerosLike(bias), options)
}
