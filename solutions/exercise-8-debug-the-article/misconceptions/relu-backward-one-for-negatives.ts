import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'A gradient of 1 comes back where the ReLU is off', zh: 'ReLU 关闭处传回了 1' },
  explanation: {
    en: 'Where x is negative you gave 1. There the output does not move, however x moves; so nothing comes back.',
    zh: 'x 为负的地方你给了 1。在那里，x 怎么动，输出都不动，所以什么也不该传回来。',
  },
  caughtBy: 'reluBackward-gradient',
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: dOut.data.map((value, index) => (x.data[index] > 0 ? value : 1)) }
}
