import { expectRank, expectShape } from '../expect-shape.ts'
import { equal } from '../primitives/binary.ts'
import { argMax, sum } from '../primitives/reduce.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The fraction, 0 to 1, of the samples whose largest logit is at their label.
 *
 * @param logits [N, C]
 * @param labels int32 [N]
 * @throws ShapeError when the shapes don't fit
 */
export function accuracy(logits: Tensor, labels: Tensor): number {
  expectRank('accuracy', 'logits', logits, 2, '[N, C]')
  expectShape('accuracy', 'labels', labels, [logits.shape[0]])
  return sum(equal(argMax(logits, 1), labels)).data[0] / labels.data.length
}
