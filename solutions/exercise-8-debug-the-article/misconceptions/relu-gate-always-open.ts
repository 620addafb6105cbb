import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The ReLU lets every gradient back', zh: 'ReLU 反向时全部放行' },
  explanation: {
    en: 'dX is dOut as it came. Where the unit was off, its output stood still whatever the input did, so nothing of the loss can be reached through it. Which of the two arguments knows where the unit was off?',
    zh: 'dX 就是原样的 dOut。单元关闭的地方，不管输入怎样动，输出都不动，损失也就无从经由它受到影响。两个参数里，哪一个知道单元在哪里是关着的？',
  },
  caughtBy: 'reluBackward-gradient',
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: dOut.data.slice() }
}
