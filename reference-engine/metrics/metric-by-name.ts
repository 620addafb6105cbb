import { expectOneOf } from '../expect-argument.ts'
import type { Loss } from '../losses/loss.ts'
import { meanSquaredError } from '../losses/mean-squared-error.ts'
import { argMax } from '../primitives/reduce.ts'
import { reshape } from '../primitives/reshape.ts'
import type { Tensor } from '../tensor.ts'
import { accuracy } from './accuracy.ts'
import { binaryAccuracy } from './binary-accuracy.ts'
import type { Metric } from './metric.ts'
import { topKAccuracy } from './top-k-accuracy.ts'

/** What `Sequential.compile` takes for a metric: tf.layers' names. */
export type MetricName =
  | 'accuracy'
  | 'acc'
  | 'binaryAccuracy'
  | 'categoricalAccuracy'
  | 'sparseCategoricalAccuracy'
  | 'sparseTopKCategoricalAccuracy'
  | 'meanSquaredError'
  | 'mse'

type Measure = Metric['value']

const categoricalAccuracy: Measure = (prediction, target) => accuracy(prediction, argMax(target, -1))
const sparseCategoricalAccuracy: Measure = (prediction, labels) => accuracy(prediction, flat(labels))

const metrics: { [Name in Exclude<MetricName, 'accuracy' | 'acc'>]: Measure } = {
  binaryAccuracy,
  categoricalAccuracy,
  sparseCategoricalAccuracy,
  sparseTopKCategoricalAccuracy: (prediction, labels) => topKAccuracy(prediction, flat(labels), 5),
  meanSquaredError,
  mse: meanSquaredError,
}

/**
 * A metric by the names of tf.layers. `accuracy`, or `acc`, is the one that belongs to the output and the loss, as in Keras:
 * binary for one output unit, else by labels or one-hot rows, whichever the loss takes.
 *
 * @param outputShape of one sample
 * @throws ArgumentError when there is no such metric
 */
export function metricByName(name: MetricName, loss: Loss, outputShape: readonly number[]): Metric {
  if (name === 'accuracy' || name === 'acc') return { name, value: accuracyFor(loss, outputShape) }
  expectOneOf('compile', 'metrics', name, ['accuracy', 'acc', ...Object.keys(metrics)])
  return { name, value: metrics[name] }
}

function accuracyFor(loss: Loss, outputShape: readonly number[]): Measure {
  if (outputShape[outputShape.length - 1] === 1) return binaryAccuracy
  return loss.sparse ? sparseCategoricalAccuracy : categoricalAccuracy
}

function flat(labels: Tensor): Tensor {
  return labels.shape.length === 2 && labels.shape[1] === 1 ? reshape(labels, [-1]) : labels
}
