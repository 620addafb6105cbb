import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The odd zero is put at the start on the way back', zh: '反向时多出的一个零补在了开头' },
  explanation: {
    en: 'Where the number of zeros is odd, your backward takes the larger half to be at the top and on the left. In the forward pass it is at the bottom and on the right, and the backward has to follow.',
    zh: '要补的零是奇数个时，你的反向把多的那一半当作在上边和左边。前向时它在下边和右边，反向必须与前向一致。',
  },
  caughtBy: 'conv2dBackward-same',
  harmsTraining: false,
}

export function conv2dBackward(
  dOut: Tensor,
  x: Tensor,
  filter: Tensor,
  options: ConvolutionOptions,
): { dX: Tensor; dFilter: Tensor; dBias: Tensor } {
  if (options.padding !== 'same') return correct(dOut, x, filter, options)
  const [down, right] = options.strides ?? [1, 1]
  const rows = around(x.shape[1], filter.shape[0], down)
  const columns = around(x.shape[2], filter.shape[1], right)
  return correct(dOut, x, filter, { ...options, padding: [rows, columns] })
}

/** Zeros before and after. */
function around(input: number, kernel: number, stride: number): [number, number] {
  const total = Math.max(0, (Math.ceil(input / stride) - 1) * stride + kernel - input)
  return [Math.ceil(total / 2), Math.floor(total / 2)]
}
