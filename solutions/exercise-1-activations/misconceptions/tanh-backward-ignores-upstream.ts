import type { Misconception } from 'grade-descent/exercise'
import { tanh as hyperbolicTangent } from 'grade-descent/engine/ops/tanh'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'tanhBackward ignores dOut', zh: 'tanhBackward 没有用到 dOut' },
  explanation: {
    en: 'What came back is the slope of tanh. The gradient of the loss by x is that slope chained with the gradient of the loss by the output, which arrives as dOut. Without it every layer below learns as if the loss did not exist.',
    zh: '返回的只是 tanh 的斜率。损失对 x 的梯度，要把这个斜率与损失对输出的梯度（也就是传入的 dOut）相乘。缺了它，下面各层学到的东西就与损失无关了。',
  },
  caughtBy: 'tanhBackward-gradient',
}

export function tanhBackward(_dOut: Tensor, x: Tensor): Tensor {
  const t = hyperbolicTangent(x)
  return { ...t, data: t.data.map((value) => 1 - value * value) }
}
