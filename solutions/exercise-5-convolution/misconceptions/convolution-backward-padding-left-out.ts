import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The padding is forgotten on the way back', zh: '反向时忘了填充' },
  explanation: {
    en: "On the way back your windows begin at pixel (i * stride, j * stride), as if nothing had been laid around the image. With 'same' they begin earlier, by the zeros at the top and on the left. Use the same index as in the forward pass.",
    zh: '反向时，你的窗口从像素 (i * 步幅, j * 步幅) 开始，好像图像周围没有补过零。same 之下窗口开始得更早，早了上边和左边补的零那么多。请用与前向完全相同的下标。',
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
  return [0, Math.max(0, (Math.ceil(input / stride) - 1) * stride + kernel - input)]
}
