import type { Misconception } from 'grade-descent/exercise'
import { relu as rectify } from 'grade-descent/engine/ops/relu'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gate looks at dOut instead of x', zh: '“门”看的是 dOut 而不是 x' },
  explanation: {
    en: 'ReLU was applied to the gradient: its negative entries were dropped, whatever x was. What the forward let through is decided by the sign of x alone; the gradient that passes may have any sign.',
    zh: 'ReLU 被用在了梯度上：梯度中的负值全被去掉，与 x 无关。前向时哪些位置放行，只由 x 的符号决定；通过的梯度本身可正可负。',
  },
  caughtBy: 'reluBackward-gradient',
}

export function reluBackward(dOut: Tensor, _x: Tensor): Tensor {
  return rectify(dOut)
}
