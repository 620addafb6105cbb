import type { Misconception } from 'grade-descent/exercise'
import { log, maximum, mean, mul, oneHot, softmax, sum, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'An epsilon caps the loss', zh: 'epsilon 给损失封了顶' },
  explanation: {
    en: 'An epsilon in the logarithm keeps it finite, but not right: where the label lies far below the largest logit, the loss of that sample is the logarithm of the epsilon, however far it is. The gradient would be 0 there, and the worst samples would teach nothing. Put the softmax into the logarithm on paper, and no epsilon is needed.',
    zh: '对数里的 epsilon 让结果保持有限，却不正确：标签的 logit 远低于最大值时，这个样本的损失就只是 epsilon 的对数，无论差多远都一样。那里的梯度是 0，错得最厉害的样本反而什么也教不了。在纸上把 softmax 代进对数，就根本不需要 epsilon。',
  },
  caughtBy: 'softmaxCrossEntropy-stability',
  variants: [1e-6, 1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-14, 1e-15, 1e-16, 1e-20, 1e-30, Number.EPSILON].map(capped),
}

export const softmaxCrossEntropy = capped(1e-7)

function capped(epsilon: number): (logits: Tensor, labels: Tensor) => number {
  return (logits, labels) => {
    const likelihoods = sum(mul(softmax(logits), oneHot(labels, logits.shape[1])), 1)
    return -mean(log(maximum(likelihoods, epsilon))).data[0]
  }
}
