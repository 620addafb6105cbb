import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Negative inputs come through the ReLU', zh: '负的输入也通过了 ReLU' },
  explanation: {
    en: 'The output is the input on both sides of 0: nothing is rectified, and two dense layers in a row without a bend between them are one dense layer. What should a unit hand on when it is off?',
    zh: '0 的两边，输出都等于输入：什么也没有“整流”。两个全连接层之间没有弯折，合起来就只是一个全连接层。单元关闭时应当交出什么？',
  },
  caughtBy: 'relu-values',
}

export function relu(x: Tensor): Tensor {
  return { ...x, data: x.data.slice() }
}
