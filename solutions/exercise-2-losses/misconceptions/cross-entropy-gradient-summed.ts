import type { Misconception } from 'grade-descent/exercise'
import { crossEntropyBackward as correct } from 'grade-descent/engine/losses/cross-entropy'
import { mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The cross-entropy's gradient lacks the mean over the batch", zh: '交叉熵的梯度漏了对批次求均值' },
  explanation: {
    en: 'Every entry is N times too large. The loss is a mean over N samples, and each probability belongs to one of them: it moves the loss by an N-th of what it does to its own sample.',
    zh: '每个元素都大了 N 倍。损失是 N 个样本的均值，每个概率只属于其中一个样本：它对损失的影响，只有对自己那个样本的影响的 N 分之一。',
  },
  caughtBy: 'crossEntropyBackward-gradient',
}

export function crossEntropyBackward(probabilities: Tensor, oneHot: Tensor): Tensor {
  return mul(correct(probabilities, oneHot), probabilities.shape[0])
}
