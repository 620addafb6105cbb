import type { Misconception } from 'grade-descent/exercise'
import { log, mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The logarithm was not differentiated', zh: '没有对数求导' },
  explanation: {
    en: 'The entries are -ln p, the loss of each sample itself. A gradient says how the loss changes with p, and the slope of a logarithm is no logarithm.',
    zh: '这些元素是 -ln p，也就是各样本的损失本身。梯度说的是损失怎样随 p 变化，而对数的斜率并不是对数。',
  },
  caughtBy: 'crossEntropyBackward-gradient',
}

export function crossEntropyBackward(probabilities: Tensor, oneHot: Tensor): Tensor {
  return mul(oneHot, mul(log(probabilities), -1 / probabilities.shape[0]))
}
