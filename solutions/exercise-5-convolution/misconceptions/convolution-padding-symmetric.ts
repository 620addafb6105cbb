import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'As many zeros at both ends, always', zh: '两端总是补同样多的零' },
  explanation: {
    en: "You laid half the kernel's side around the image at both ends. That is how PyTorch users write it, for odd kernels and a stride of 1. With an even kernel the output becomes one too large, and with a stride the windows lie elsewhere: 'same' pads only as much as the windows need.",
    zh: '你在两端各补了半个核长的零。PyTorch 里对奇数核、步幅 1 常这样写。核长为偶数时输出会多出一行一列；步幅大于 1 时窗口的位置也不同：same 只补窗口真正用得到的零。',
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
function around(_input: number, kernel: number, _stride: number): [number, number] {
  const half = Math.floor(kernel / 2)
  return [half, half]
}
