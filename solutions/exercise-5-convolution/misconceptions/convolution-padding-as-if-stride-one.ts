import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The padding does not know of the stride', zh: '填充没有考虑步幅' },
  explanation: {
    en: "You pad as if the stride were 1, by the kernel's side less one. With a larger stride the last window ends earlier, fewer zeros are needed, and half of fewer is fewer at the start too: your windows begin too early.",
    zh: '你总按步幅为 1 来补零，补的总数是核长减一。步幅更大时，最后一个窗口结束得更早，需要的零更少，开头那一半也就更少：你的窗口起点太靠前了。',
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
  const before = Math.floor((kernel - 1) / 2)
  return [before, Math.max(0, (Math.ceil(input / stride) - 1) * stride + kernel - input - before)]
}
