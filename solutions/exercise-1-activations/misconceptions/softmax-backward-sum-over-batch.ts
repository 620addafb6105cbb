import type { Misconception } from 'grade-descent/exercise'
import { softmax as distribution } from 'grade-descent/engine/ops/softmax'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The shared term was summed over the whole batch', zh: '共有项对整个批次求了和' },
  explanation: {
    en: 'The formula is right for one row, and so is the answer whenever there is only one. With more rows the shared term was summed over all of them. Rows are independent: nothing of one sample may turn up in the gradient of another.',
    zh: '公式对单独一行是对的，只有一行时结果也对。但行数多了以后，共有项把所有行加到了一起。各行相互独立：一个样本的东西不应出现在另一个样本的梯度里。',
  },
  caughtBy: 'softmaxBackward-gradient',
}

export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  const s = distribution(x)
  const shared = s.data.reduce((sum, value, i) => sum + value * dOut.data[i], 0)
  return { ...s, data: s.data.map((value, i) => value * (dOut.data[i] - shared)) }
}
