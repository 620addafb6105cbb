import type { Misconception } from 'grade-descent/exercise'
import { crossEntropyBackward as correct } from 'grade-descent/engine/losses/cross-entropy'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The minus of the cross-entropy's gradient is missing", zh: '交叉熵的梯度漏了负号' },
  explanation: {
    en: 'The entries are positive. That says: the more probable the right class, the higher the loss. It is the other way round, so the gradient at the right class is negative.',
    zh: '元素都是正的，意思是正确类别越可能，损失越高。事实正相反，所以正确类别处的梯度为负。',
  },
  caughtBy: 'crossEntropyBackward-gradient',
}

export function crossEntropyBackward(probabilities: Tensor, oneHot: Tensor): Tensor {
  return mul(correct(probabilities, oneHot), -1)
}
