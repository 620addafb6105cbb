import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { pad } from 'grade-descent/engine/primitives/pad'
import { slice, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The padding is cropped at the wrong end', zh: '填充裁错了一头' },
  explanation: {
    en: 'Your dX begins at the first row and column of the padded image, where zeros were, and loses pixels at the other end. As many rows and columns must go at the top and on the left as zeros were put there; the rest goes at the other end.',
    zh: '你的 dX 从填充后图像的第一行第一列开始取，而那里是补的零，另一头却丢掉了真正的像素。上边和左边补了多少零，就要从那里裁掉多少行列，其余的从另一头裁。',
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
  const padded = pad(x, [[0, 0], rows, columns, [0, 0]])
  const gradients = correct(dOut, padded, filter, { ...options, padding: 'valid' })
  return { ...gradients, dX: slice(gradients.dX, [0, 0, 0, 0], x.shape) }
}

/** Zeros before and after. */
function around(input: number, kernel: number, stride: number): [number, number] {
  const total = Math.max(0, (Math.ceil(input / stride) - 1) * stride + kernel - input)
  return [Math.floor(total / 2), Math.ceil(total / 2)]
}
