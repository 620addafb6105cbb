import type { Misconception } from 'grade-descent/exercise'
import { conv2dBackward as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The padding does not know of the stride on the way back', zh: '反向时填充没有考虑步幅' },
  explanation: {
    en: "Your backward pads as if the stride were 1, by the kernel's side less one. With a larger stride the forward pass needs fewer zeros, and the windows begin later than your backward believes.",
    zh: '你的反向总按步幅为 1 来补零，总数是核长减一。步幅更大时前向用的零更少，窗口的起点也比你反向里以为的要靠后。',
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
  const before = Math.floor((kernel - 1) / 2)
  return [before, Math.max(0, (Math.ceil(input / stride) - 1) * stride + kernel - input - before)]
}
