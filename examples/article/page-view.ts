import { encode } from 'fast-png'
import type { Logs } from '../../reference-engine/callbacks/callback.ts'
import { imageBytes, imageSide, type ImageSet } from '../../reference-engine/data/image-source.ts'
import { validationSplit } from '../../reference-engine/datasets/validation-split.ts'
import { confusionMatrix } from '../../reference-engine/metrics/confusion-matrix.ts'
import { slice } from '../../reference-engine/primitives/slice.ts'
import { tensor, type Tensor } from '../../reference-engine/tensor.ts'
import { curvesOf } from './curves.ts'
import { batchSize, validationFraction } from './image-sets.ts'
import type { Prediction } from './predictions.ts'
import { countRight, type Result } from './result.ts'

/** What the page's template shows. */
export type PageView = Awaited<ReturnType<typeof pageViewOf>>

const curveNames = ['loss', 'accuracy']

/** A page's view of a result. */
export async function pageViewOf(result: Result) {
  const { history, test, predictions, classNames, summary } = result
  const last = history[history.length - 1]
  const drawings = await curvesOf(history, curveNames)
  return {
    accuracy: `${(100 * test.accuracy).toFixed(1)}%`,
    loss: test.loss.toFixed(4),
    right: grouped(countRight(predictions)),
    tested: grouped(predictions.length),
    epochs: history.length,
    pictures: picturesOf(result.shown, predictions, classNames),
    shownRight: countRight(predictions.slice(0, result.shown.labels.length)),
    curves: curveNames.map((name, index) => ({
      name,
      svg: drawings[index],
      training: last[name].toFixed(4),
      validation: last[`val_${name}`].toFixed(4),
    })),
    epochRows: epochRows(history),
    classNames,
    confusion: confusionRows(predictions, classNames),
    summary,
    facts: factsOf(result),
  }
}

function picturesOf({ images }: ImageSet, predictions: readonly Prediction[], classNames: readonly string[]) {
  return Array.from({ length: images.length / imageBytes }, (_, index) => {
    const { label, predicted, probability } = predictions[index]
    return {
      number: index + 1,
      source: pngSource(images.subarray(index * imageBytes, (index + 1) * imageBytes)),
      label: classNames[label],
      predicted: classNames[predicted],
      probability: percent(probability),
      verdict: label === predicted ? { word: 'right', sign: '✓' } : { word: 'wrong', sign: '✗' },
    }
  })
}

/** An image's bytes, [32, 32, 3], as the address of a PNG picture. */
export function pngSource(data: Uint8Array): string {
  const png = encode({ width: imageSide, height: imageSide, channels: 3, depth: 8, data })
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`
}

function epochRows(history: readonly Logs[]) {
  return history.map((logs, index) => ({
    epoch: index + 1,
    values: curveNames.flatMap((name) => [logs[name], logs[`val_${name}`]]).map((value) => value.toFixed(4)),
  }))
}

/** How often each class was taken for each, a row for each true class; `share` of the row, 0 where the row is empty. */
function confusionRows(predictions: readonly Prediction[], classNames: readonly string[]) {
  const column = (of: 'label' | 'predicted'): Tensor =>
    tensor(
      predictions.map((each) => each[of]),
      undefined,
      'int32',
    )
  const counts = confusionMatrix(column('label'), column('predicted'), classNames.length)
  return classNames.map((name, label) => {
    const row = [...slice(counts, label, 1).data]
    const total = row.reduce((sum, count) => sum + count, 0)
    return {
      name,
      cells: row.map((count, predicted) => ({
        count,
        share: total === 0 ? '0' : (count / total).toFixed(3),
        right: predicted === label,
      })),
      right: total === 0 ? '–' : percent(row[label] / total),
    }
  })
}

function factsOf({ images, epochs, seed, predictions }: Result): { name: string; value: string }[] {
  const { train, validation } = validationSplit(images, validationFraction)
  return [
    { name: 'Training images', value: grouped(train.length) },
    { name: 'Validation images', value: `${grouped(validation.length)}, the last ones` },
    { name: 'Test images', value: grouped(predictions.length) },
    { name: 'Epochs', value: grouped(epochs) },
    { name: 'Batch', value: `${batchSize} images` },
    { name: 'Optimizer', value: 'Adam' },
    { name: 'Loss', value: 'sparse categorical cross-entropy from logits' },
    { name: 'Seed', value: seed },
  ]
}

function grouped(count: number): string {
  return count.toLocaleString('en')
}

/** Whole percents; what is not quite all or nothing is not shown as that. */
function percent(share: number): string {
  if (share > 0.995 && share < 1) return '>99%'
  if (share > 0 && share < 0.005) return '<1%'
  return `${Math.round(100 * share)}%`
}
