import type { Misconception } from 'grade-descent/exercise'
import { sigmoid as logistic } from 'grade-descent/engine/ops/sigmoid'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The sigmoid was stretched upwards only', zh: 'sigmoid 只在纵向拉伸了' },
  explanation: {
    en: 'The result has the right range, from -1 to 1, but rises half as steeply as it should: it is tanh at half of x. Turning the sigmoid into tanh takes two stretches, one of the values and one of the input.',
    zh: '值域没错，是 -1 到 1，可上升的坡度只有应有的一半：算出来的是 x 的一半处的 tanh。把 sigmoid 变成 tanh 要拉伸两次，一次对函数值，一次对自变量。',
  },
  caughtBy: 'tanh-values',
}

export function tanh(x: Tensor): Tensor {
  const a = logistic(x)
  return { ...a, data: a.data.map((value) => 2 * value - 1) }
}
