import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { pad } from 'grade-descent/engine/primitives/pad'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The input's gradient still has the padding on it", zh: '输入的梯度上还留着填充' },
  explanation: {
    en: 'Your dX has the shape of the padded image. The zeros were laid around the image by the layer itself; nobody before it knows of them. A gradient with respect to x has the shape of x.',
    zh: '你的 dX 是填充之后的图像的形状。那些零是这一层自己补上的，前面的层并不知道。对 x 的梯度与 x 同形。',
  },
  caughtBy: 'conv2dBackward-same',
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
  return gradients
}

/** Zeros before and after. */
function around(input: number, kernel: number, stride: number): [number, number] {
  const total = Math.max(0, (Math.ceil(input / stride) - 1) * stride + kernel - input)
  return [Math.floor(total / 2), Math.ceil(total / 2)]
}
