import type { Misconception } from 'grade-descent/exercise'
import {
  crossEntropyGradients,
  fitMlpWith,
  type MlpData,
  type MlpFitOptions,
  type MlpHistory,
} from 'grade-descent/engine/networks/fit-mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { miniBatches } from 'grade-descent/engine/datasets/mini-batches'
import { add, gather, mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'fit: the labels are not shuffled along', zh: 'fit：标签没有跟着打乱' },
  explanation: {
    en: 'Your batches take the images by shuffled indices and the labels in their old order: each image is taught the label of another. Both have to be gathered with the same indices.',
    zh: '你的批次按打乱的下标取样本，标签却还是原来的次序：每个样本学到的是别人的标签。两者要用同样的下标来取。',
  },
  caughtBy: 'fit-values',
}

export function fit(
  layers: readonly DenseParameters[],
  data: MlpData,
  options: MlpFitOptions,
): { layers: DenseParameters[]; history: MlpHistory } {
  let order: Int32Array = new Int32Array(0)
  return fitMlpWith(
    {
      batches: (count, { batchSize, random }) => {
        const batches = miniBatches(count, batchSize, random)
        order = Int32Array.from(batches.flatMap((batch) => Array.from(batch)))
        return batches
      },
      gradients: (current, x, _labels, { l2 }) => {
        const { labels, rest } = takeFirst(data.labels, order, x.shape[0])
        order = rest
        return crossEntropyGradients(current, x, labels).map(({ weights, bias }, index) => ({
          weights: add(weights, mul(2 * l2, current[index].weights)),
          bias,
        }))
      },
    },
    layers,
    data,
    options,
  )
}

/** The labels at the places, not at the indices, of the next batch. */
function takeFirst(labels: Tensor, order: Int32Array, count: number): { labels: Tensor; rest: Int32Array } {
  const start = labels.data.length - order.length
  const places = Array.from({ length: count }, (_, index) => start + index)
  return { labels: gather(labels, places), rest: order.slice(count) }
}
