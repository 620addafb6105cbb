import type { Misconception } from 'grade-descent/exercise'
import { maxPool2d as correct } from 'grade-descent/engine/ops/max-pool2d'
import type { PoolOptions } from 'grade-descent/engine/pool-windows'
import { slice, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The last window is missing', zh: '少了最后一个窗口' },
  explanation: {
    en: 'Wherever the windows fill the image to its edge your output lacks the last of them: the loop ends one step too early. Count the places on a short line: windows of 2 on a line of 6 begin at 0, 2 and 4.',
    zh: '窗口恰好铺满图像时，你的输出少了最后一个：循环早停了一步。在一条短线上数一数：长度 6 的线上放长度 2 的窗口，起点是 0、2、4。',
  },
  caughtBy: 'maxPool2d-values',
}

export function maxPool2d(x: Tensor, options: PoolOptions): Tensor {
  const { poolSize, strides = poolSize } = options
  const rows = Math.ceil((x.shape[1] - poolSize[0]) / strides[0])
  const columns = Math.ceil((x.shape[2] - poolSize[1]) / strides[1])
  return slice(correct(x, options), [0, 0, 0, 0], [x.shape[0], rows, columns, x.shape[3]])
}
