import type { Misconception } from 'grade-descent/exercise'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The mean squared error's gradient lacks its 2", zh: '均方误差的梯度漏了 2' },
  explanation: {
    en: 'Every entry is half of what it should be. The derivative of a square has a factor that is missing here. (Losses that are defined with 1/(2n) cancel it; this one is defined with 1/n.)',
    zh: '每个元素都只有应有值的一半。平方求导会带来一个因子，这里漏了。（有些资料把损失定义成 1/(2n)，正好与它相消；这里的定义是 1/n。）',
  },
  caughtBy: 'meanSquaredErrorBackward-gradient',
}

export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  return mul(1 / prediction.data.length, sub(prediction, target))
}
