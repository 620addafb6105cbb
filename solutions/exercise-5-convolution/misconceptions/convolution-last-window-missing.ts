import type { Misconception } from 'grade-descent/exercise'
import { conv2d as correct, type ConvolutionOptions } from 'grade-descent/engine/ops/conv2d'
import { slice, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The last window is missing', zh: '少了最后一个窗口' },
  explanation: {
    en: 'Your output is one row and one column too small. Count the places on a short line: a window of 3 on a line of 5 fits at 0, 1 and 2. Whether the last place belongs to the count decides between < and <=.',
    zh: '你的输出少了一行一列。在一条短线上数一数：长度 5 的线上放长度 3 的窗口，可以放在 0、1、2 处。最后一处算不算在内，就是 < 与 <= 之差。',
  },
  caughtBy: 'conv2d-values',
}

export function conv2d(x: Tensor, filter: Tensor, bias: Tensor, options: ConvolutionOptions): Tensor {
  const output = correct(x, filter, bias, options)
  const [samples, rows, columns, filters] = output.shape
  return slice(output, [0, 0, 0, 0], [samples, rows - 1, columns - 1, filters])
}
