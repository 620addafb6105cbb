import { expectRank, expectShape } from '../expect-shape.ts'
import { equal } from '../primitives/binary.ts'
import { expectIndices } from '../primitives/gather.ts'
import { argMax, sum } from '../primitives/reduce.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The fraction, 0 to 1, of the samples whose largest logit is at their label; NaN where there are no samples.
 *
 * @param logits [N, C]
 * @param labels int32 [N]
 * @throws ShapeError when the shapes don't fit or a label is no class
 */
export function accuracy(logits: Tensor, labels: Tensor): number {
  expectRank('accuracy', 'logits', logits, 2, '[N, C]')
  expectShape('accuracy', 'labels', labels, [logits.shape[0]])
  expectIndices('accuracy', 'labels', labels.data, logits.shape[1])
  return sum(equal(argMax(logits, 1), labels)).data[0] / labels.data.length
}
