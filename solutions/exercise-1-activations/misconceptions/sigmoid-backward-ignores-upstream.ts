import type { Misconception } from 'grade-descent/exercise'
import { sigmoid as logistic } from 'grade-descent/engine/ops/sigmoid'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'sigmoidBackward ignores dOut', zh: 'sigmoidBackward 没有用到 dOut' },
  explanation: {
    en: 'What came back is the derivative of the sigmoid alone. A backward answers another question: how does the loss change with x? For that the slope has to be chained with how the loss changes with the output, and that is dOut.',
    zh: '返回的只是 sigmoid 自身的导数。反向函数要回答的是另一个问题：损失随 x 怎样变化？为此要用链式法则，把这里的斜率和“损失随输出怎样变化”连起来，后者就是 dOut。',
  },
  caughtBy: 'sigmoidBackward-gradient',
}

export function sigmoidBackward(_dOut: Tensor, x: Tensor): Tensor {
  const a = logistic(x)
  return { ...a, data: a.data.map((value) => value * (1 - value)) }
}
