import type { Misconception } from 'grade-descent/exercise'
import { sigmoid } from 'grade-descent/engine/ops/sigmoid'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The sigmoid's slope lacks a factor", zh: 'sigmoid 的斜率少了一个因子' },
  explanation: {
    en: 'What arrives was multiplied by a alone. Far out on the right a is nearly 1, but the curve there is flat: the slope must go to 0 on both sides.',
    zh: '传来的梯度只乘了 a。在很靠右的地方 a 接近 1，而那里的曲线是平的：斜率在两边都应趋于 0。',
  },
  caughtBy: 'sigmoidBackward-gradient',
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  const a = sigmoid(x).data
  return { ...x, data: dOut.data.map((value, index) => value * a[index]) }
}
