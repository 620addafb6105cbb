import type { Misconception } from 'grade-descent/exercise'
import { crossEntropy } from 'grade-descent/engine/losses/cross-entropy'
import { log, mul, oneHot, softmax, sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The logarithm of a probability that has vanished', zh: '对已经变成 0 的概率取了对数' },
  explanation: {
    en: 'First the softmax, then the logarithm of its result: where the label lies far below the largest logit, its probability is too small for a float and becomes 0, and the loss Infinity, though the true one is an ordinary number. On paper the logarithm undoes the exponential; do that before you program it.',
    zh: '先算 softmax，再对结果取对数：标签的 logit 远低于最大值时，它的概率小到浮点数存不下，变成 0，损失就成了 Infinity，而真正的值是个普通的数。在纸上，对数正好抵消指数；先化简，再写程序。',
  },
  caughtBy: 'softmaxCrossEntropy-stability',
  variants: [
    // The terms of the other classes as 0 times the logarithm: NaN where these have vanished, too.
    (logits: Tensor, labels: Tensor) =>
      -sum(mul(oneHot(labels, logits.shape[1]), log(softmax(logits)))).data[0] / logits.shape[0],
  ],
}

export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): number {
  return crossEntropy(softmax(logits), oneHot(labels, logits.shape[1]))
}
