import type { Misconception } from 'grade-descent/exercise'
import { div, exp, oneHot, sub, sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The softmax inside the gradient overflows', zh: '梯度里的 softmax 溢出了' },
  explanation: {
    en: 'The formula is right, but the softmax in it took the exponentials of the raw logits: rows of far logits become Infinity / Infinity or 0 / 0, and the gradient NaN. Shift each row by its own maximum first, or use the softmax that is given.',
    zh: '公式是对的，但其中的 softmax 直接对原始 logits 取指数：数值很大的行变成 Infinity / Infinity 或 0 / 0，梯度就成了 NaN。先让每行减去自己的最大值，或者用现成的 softmax。',
  },
  caughtBy: 'softmaxCrossEntropyBackward-stability',
}

export function softmaxCrossEntropyBackward(logits: Tensor, labels: Tensor): Tensor {
  const [samples, classes] = logits.shape
  const powers = exp(logits)
  const shares = div(powers, sum(powers, 1, true))
  return div(sub(shares, oneHot(labels, classes)), samples)
}
