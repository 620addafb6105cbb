import { expectWhole } from '../expect-argument.ts'
import { expectRank, expectShape } from '../expect-shape.ts'
import { ShapeError } from '../shape-error.ts'
import { zeros, type Tensor } from '../tensor.ts'

/**
 * How often each class was taken for each: entry [i, j] counts the samples of class i that were predicted as class j.
 *
 * @param labels int32 [N], the true classes
 * @param predictions int32 [N], such as `argMax(logits, 1)`
 * @returns int32 [classes, classes]
 * @throws ShapeError when the shapes differ or an entry is no class
 */
export function confusionMatrix(labels: Tensor, predictions: Tensor, classes: number): Tensor {
  expectWhole('confusionMatrix', 'classes', classes, 1)
  expectRank('confusionMatrix', 'labels', labels, 1, '[N]')
  expectShape('confusionMatrix', 'predictions', predictions, labels.shape)
  expectClasses('labels', labels, classes)
  expectClasses('predictions', predictions, classes)
  const counts = zeros([classes, classes], 'int32')
  labels.data.forEach((label, sample) => {
    counts.data[label * classes + predictions.data[sample]] += 1
  })
  return counts
}

function expectClasses(argument: string, t: Tensor, classes: number): void {
  t.data.forEach((value, sample) => {
    if (Number.isInteger(value) && value >= 0 && value < classes) return
    const expected = `class numbers from 0 to ${classes - 1}`
    throw new ShapeError('confusionMatrix', argument, expected, `${value} at position [${sample}]`)
  })
}
