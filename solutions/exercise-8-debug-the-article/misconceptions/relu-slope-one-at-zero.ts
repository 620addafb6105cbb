import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The slope of the ReLU at 0 is taken as 1', zh: 'ReLU 在 0 处的斜率取成了 1' },
  explanation: {
    en: 'Where x is exactly 0 the gradient passes. Mathematically there is no slope at that corner; by convention, here as in the article and in every framework, it counts as 0.',
    zh: 'x 恰好为 0 的地方，梯度通过了。这个拐点上数学意义的斜率不存在；按约定（这里、文章里以及各个框架里都一样）算作 0。',
  },
  caughtBy: 'reluBackward-kink',
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: dOut.data.map((value, index) => (x.data[index] >= 0 ? value : 0)) }
}
