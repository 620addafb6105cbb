import type { Misconception } from 'grade-descent/exercise'
import { softmaxCrossEntropy as correct } from 'grade-descent/engine/losses/softmax-cross-entropy'
import { softmax, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Softmax was taken twice', zh: 'softmax 做了两次' },
  explanation: {
    en: 'The logits went through a softmax, and what came out was treated as logits once more. The second softmax sees numbers between 0 and 1 only, so it can never be sure of anything: the loss stays far from 0 even where every sample is right, and training crawls. Libraries that ask for logits get this wrong input often.',
    zh: 'logits 先过了一次 softmax，得到的结果又被当作 logits 再过一次。第二个 softmax 看到的全是 0 到 1 之间的数，永远无法确信：即使每个样本都判对，损失也离 0 很远，训练慢得像爬。向要求 logits 的框架传入概率，就是这个错误。',
  },
  caughtBy: 'softmaxCrossEntropy-values',
}

export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): number {
  return correct(softmax(logits), labels)
}
