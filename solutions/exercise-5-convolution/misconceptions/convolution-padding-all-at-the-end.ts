import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'All zeros are laid at the end', zh: '零全补在了末尾' },
  explanation: {
    en: "With 'same' the first window begins at the image's first pixel, so all zeros lie below and to the right. They are shared out between both ends; only an odd one more goes to the end.",
    zh: '用 same 时，你的第一个窗口从图像的第一个像素开始，零全补在下方和右方。零要分到两端；只有多出的那一个才放在末尾。',
  },
  caughtBy: 'conv2d-same',
  harmsTraining: false,
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  if (options.padding !== 'same') return correct(x, filter, bias, options)
  const [down, right] = options.strides ?? [1, 1]
  const rows = atTheEnd(x.shape[1], filter.shape[0], down)
  const columns = atTheEnd(x.shape[2], filter.shape[1], right)
  return correct(x, filter, bias, { ...options, padding: [rows, columns] })
}

/** Zeros before and after. */
function atTheEnd(input: number, kernel: number, stride: number): [number, number] {
  const output = Math.ceil(input / stride)
  return [0, Math.max(0, (output - 1) * stride + kernel - input)]
}
