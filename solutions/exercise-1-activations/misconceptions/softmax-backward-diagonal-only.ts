import type { Misconception } from 'grade-descent/exercise'
import { softmax as distribution } from 'grade-descent/engine/ops/softmax'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "Only the diagonal of softmax's Jacobian", zh: '只用了 softmax 雅可比矩阵的对角线' },
  explanation: {
    en: "s(1 - s) is how an output changes with its own input. But raising one input also takes probability away from all the other outputs of the row, and those carry gradient, too. The sigmoid's pattern does not fit here: softmax is not a function of one entry.",
    zh: 's(1 - s) 只是某个输出随它自己的输入的变化。可是一个输入变大，还会从同一行其他输出那里“拿走”概率，它们也带着梯度。sigmoid 的套路在这里行不通：softmax 不是逐元素的函数。',
  },
  caughtBy: 'softmaxBackward-gradient',
}

export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  const s = distribution(x)
  return { ...s, data: s.data.map((value, i) => dOut.data[i] * value * (1 - value)) }
}
