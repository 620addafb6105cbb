import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The odd zero is put at the start', zh: '多出的一个零补在了开头' },
  explanation: {
    en: "Where the number of zeros is odd, you put the larger half at the top and on the left. TensorFlow's 'same' puts it at the bottom and on the right. With kernels of odd sides and a stride of 1 it makes no difference, which is why it goes unnoticed so easily.",
    zh: '要补的零是奇数个时，你把多的那一半放在了上边和左边。TensorFlow 的 same 把它放在下边和右边。核的边长为奇数、步幅为 1 时两者没有区别，所以很容易注意不到。',
  },
  caughtBy: 'conv2d-same',
  harmsTraining: false,
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  if (options.padding !== 'same') return correct(x, filter, bias, options)
  const [down, right] = options.strides ?? [1, 1]
  const rows = around(x.shape[1], filter.shape[0], down)
  const columns = around(x.shape[2], filter.shape[1], right)
  return correct(x, filter, bias, { ...options, padding: [rows, columns] })
}

/** Zeros before and after. */
function around(input: number, kernel: number, stride: number): [number, number] {
  const total = Math.max(0, (Math.ceil(input / stride) - 1) * stride + kernel - input)
  return [Math.ceil(total / 2), Math.floor(total / 2)]
}
