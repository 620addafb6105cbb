import type { Misconception } from 'grade-descent/exercise'
import { relu as rectify } from 'grade-descent/engine/ops/relu'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "dOut was multiplied by relu(x), not by relu'(x)", zh: "dOut 乘的是 relu(x)，不是 relu'(x)" },
  explanation: {
    en: 'The gradient was scaled by the output of the forward. The chain rule wants the slope there: how much the output moves when x moves a little. On a straight line through the origin the slope does not depend on how far out one stands.',
    zh: '梯度乘上了前向的输出值。链式法则要的是该处的斜率：x 动一点，输出动多少。在过原点的直线上，斜率与离原点多远无关。',
  },
  caughtBy: 'reluBackward-gradient',
}

export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  const output = rectify(x).data
  return { ...dOut, data: dOut.data.map((value, i) => value * output[i]) }
}
