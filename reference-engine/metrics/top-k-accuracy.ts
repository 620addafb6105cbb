import { expectWhole } from '../expect-argument.ts'
import { expectRank, expectShape } from '../expect-shape.ts'
import { expectIndices } from '../primitives/gather.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The fraction, 0 to 1, of the samples whose label is among the `k` classes of the largest logits. Of equal logits the first
 * class counts as the larger, so that k = 1 is `accuracy`. NaN where there are no samples.
 *
 * @param logits [N, C], or anything that rises with them
 * @param labels int32 [N]
 * @throws ShapeError when the shapes don't fit or a label is no class
 */
export function topKAccuracy(logits: Tensor, labels: Tensor, k: number): number {
  expectWhole('topKAccuracy', 'k', k, 1)
  expectRank('topKAccuracy', 'logits', logits, 2, '[N, C]')
  const [samples, classes] = logits.shape
  expectShape('topKAccuracy', 'labels', labels, [samples])
  expectIndices('topKAccuracy', 'labels', labels.data, classes)
  let hits = 0
  labels.data.forEach((label, sample) => {
    const row = logits.data.subarray(sample * classes, (sample + 1) * classes)
    const own = row[label]
    const ahead = row.reduce((count, x, index) => count + (x > own || (x === own && index < label) ? 1 : 0), 0)
    if (ahead < k) hits++
  })
  return hits / samples
}
