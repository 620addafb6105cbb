import type { Misconception } from 'grade-descent/exercise'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gradient is multiplied by the value of the ReLU', zh: '梯度乘上了 ReLU 的函数值' },
  explanation: {
    en: 'What arrives was multiplied by relu(x). The chain rule multiplies by the slope. How fast does relu(x) grow where x is positive?',
    zh: '传来的梯度乘上了 relu(x)。链式法则要乘的是斜率。x 为正时，relu(x) 增长得有多快？',
  },
  caughtBy: 'reluBackward-gradient',
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  return { ...x, data: dOut.data.map((value, index) => value * Math.max(0, x.data[index])) }
}
