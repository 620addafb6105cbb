import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { slice, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The size of ‘same’ is rounded down', zh: 'same 的输出大小向下取整了' },
  explanation: {
    en: "With 'same' your output is one too small wherever the stride doesn't divide the image's side. Nothing is left out there: a rest at the end gets a window of its own, filled up with zeros.",
    zh: '只要步幅除不尽图像边长，你在 same 之下的输出就少一个。same 不舍去任何部分：末尾剩下的像素也有自己的窗口，不足处用零补齐。',
  },
  caughtBy: 'conv2d-same',
  harmsTraining: false,
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  if (options.padding !== 'same') return correct(x, filter, bias, options)
  const [down, right] = options.strides ?? [1, 1]
  const rows = Math.floor(x.shape[1] / down)
  const columns = Math.floor(x.shape[2] / right)
  const padding = [
    around(x.shape[1], filter.shape[0], down, rows),
    around(x.shape[2], filter.shape[1], right, columns),
  ] as const
  const output = correct(x, filter, bias, { ...options, padding })
  return slice(output, [0, 0, 0, 0], [x.shape[0], rows, columns, filter.shape[3]])
}

/** Zeros before and after. */
function around(input: number, kernel: number, stride: number, output: number): [number, number] {
  const total = Math.max(0, (output - 1) * stride + kernel - input)
  return [Math.floor(total / 2), Math.ceil(total / 2)]
}
