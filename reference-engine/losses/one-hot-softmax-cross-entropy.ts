import { expectRank, expectShape } from '../expect-shape.ts'
import { logSoftmax } from '../ops/log-softmax.ts'
import { softmax } from '../ops/softmax.ts'
import { div, equal, mul, sub, where } from '../primitives/binary.ts'
import { sum } from '../primitives/reduce.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The cross-entropy of softmax(logits): the mean over the samples of -sum_c y_c ln softmax(x)_c. As `softmaxCrossEntropy`, which
 * takes class numbers, but for rows of any weights, such as smoothed labels. A term with y = 0 is 0. NaN for an
 * empty batch, which has no mean.
 *
 * @param logits x, [N, C]
 * @param oneHot y, [N, C]: 1 at each sample's class, else 0; or any distribution
 * @throws ShapeError when the shapes differ
 */
export function oneHotSoftmaxCrossEntropy(logits: Tensor, oneHot: Tensor): number {
  expectFit('oneHotSoftmaxCrossEntropy', logits, oneHot)
  const terms = where(equal(oneHot, 0), 0, mul(oneHot, logSoftmax(logits)))
  return -sum(terms).data[0] / logits.shape[0]
}

/**
 * The gradient with respect to the logits, [N, C]: (softmax(x) sum_c y_c - y) / N, where the sum is 1 for a distribution.
 *
 * @throws ShapeError when the shapes differ
 */
export function oneHotSoftmaxCrossEntropyBackward(logits: Tensor, oneHot: Tensor): Tensor {
  expectFit('oneHotSoftmaxCrossEntropyBackward', logits, oneHot)
  return div(sub(mul(softmax(logits), sum(oneHot, -1, true)), oneHot), logits.shape[0])
}

function expectFit(functionName: string, logits: Tensor, oneHot: Tensor): void {
  expectRank(functionName, 'logits', logits, 2, '[N, C]')
  expectShape(functionName, 'oneHot', oneHot, logits.shape)
}
