import type { Misconception } from 'grade-descent/exercise'
import { sigmoid as logistic } from 'grade-descent/engine/ops/sigmoid'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "One factor of sigmoid' is missing", zh: "sigmoid' 少了一个因子" },
  explanation: {
    en: 'The gradient was multiplied by the activation alone. That would say that the curve is steepest where it is in truth flat, near 1. Of the two factors of the derivative one makes it vanish on the left and the other on the right; the second is not there.',
    zh: '梯度只乘了激活值本身。照这样算，曲线在接近 1 的地方最陡，而那里其实已经平了。导数有两个因子，一个让它在左端趋于 0，另一个让它在右端趋于 0；这里缺了后一个。',
  },
  caughtBy: 'sigmoidBackward-gradient',
}

export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  const a = logistic(x).data
  return { ...x, data: x.data.map((_, i) => dOut.data[i] * a[i]) }
}
