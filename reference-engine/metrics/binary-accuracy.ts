import { expectNumber } from '../expect-argument.ts'
import { expectShape } from '../expect-shape.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The fraction, 0 to 1, of the entries where the prediction is greater than the threshold just where the target is 1, as in Keras;
 * NaN where there are no entries.
 *
 * @param probabilities of any shape
 * @param targets 0 or 1, of that shape
 * @throws ShapeError when the shapes differ
 */
export function binaryAccuracy(probabilities: Tensor, targets: Tensor, threshold = 0.5): number {
  expectShape('binaryAccuracy', 'targets', targets, probabilities.shape)
  expectNumber('binaryAccuracy', 'threshold', threshold, 'a number', (value) => !Number.isNaN(value))
  const { data } = probabilities
  const right = targets.data.reduce((count, y, index) => count + (Number(data[index] > threshold) === y ? 1 : 0), 0)
  return right / data.length
}
