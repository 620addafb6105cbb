import { expectRank, expectShape } from '../expect-shape.ts'
import { logSoftmax } from '../ops/log-softmax.ts'
import { softmax } from '../ops/softmax.ts'
import { div, mul, sub } from '../primitives/binary.ts'
import { expectIndices, oneHot } from '../primitives/gather.ts'
import { sum } from '../primitives/reduce.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The cross-entropy of softmax(logits): the mean over the samples of ln(sum_j e^x_j) - x_label. The largest logit is subtracted
 * first, so that nothing overflows. NaN for an empty batch, which has no mean.
 *
 * @param logits [N, C]
 * @param labels int32 [N], class numbers from 0 to C - 1
 * @throws ShapeError when the shapes don't fit or a label is no class
 */
export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): number {
  expectFit('softmaxCrossEntropy', logits, labels)
  const [samples, classes] = logits.shape
  return -sum(mul(oneHot(labels, classes), logSoftmax(logits))).data[0] / samples
}

/**
 * The gradient with respect to the logits, [N, C]: (softmax(logits) - oneHot(labels)) / N.
 *
 * @throws ShapeError when the shapes don't fit or a label is no class
 */
export function softmaxCrossEntropyBackward(logits: Tensor, labels: Tensor): Tensor {
  expectFit('softmaxCrossEntropyBackward', logits, labels)
  const [samples, classes] = logits.shape
  return div(sub(softmax(logits), oneHot(labels, classes)), samples)
}

function expectFit(functionName: string, logits: Tensor, labels: Tensor): void {
  expectRank(functionName, 'logits', logits, 2, '[N, C]')
  expectShape(functionName, 'labels', labels, [logits.shape[0]])
  expectIndices(functionName, 'labels', labels.data, logits.shape[1])
}
