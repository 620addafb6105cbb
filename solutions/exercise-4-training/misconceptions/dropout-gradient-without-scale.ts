import type { Misconception } from 'grade-descent/exercise'
import { mul, sign, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "Dropout: the gradient lacks the mask's scale", zh: 'dropout：梯度漏了掩码的放大倍数' },
  explanation: {
    en: 'You use the mask as a gate, 0 or 1. The forward multiplied what it kept by 1 / (1 - rate), and that factor is the slope: it belongs into the gradient too.',
    zh: '你只把掩码当作 0 或 1 的开关。前向把保留的部分乘了 1 / (1 - rate)，这个倍数就是斜率，梯度里也要有它。',
  },
  caughtBy: 'dropoutBackward-gradient',
}

export function dropoutBackward(dOut: Tensor, mask: Tensor): Tensor {
  return mul(dOut, sign(mask))
}
