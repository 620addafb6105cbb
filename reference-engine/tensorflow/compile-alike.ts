import type { LayersModel, Optimizer, Tensor } from '@tensorflow/tfjs'
import { ArgumentError } from '../argument-error.ts'
import { formatValue } from '../expect-argument.ts'
import type { ModelTopology } from '../io/model-topology.ts'
import type { TensorFlow } from './tensorflow.ts'

type Compilation = NonNullable<ModelTopology['compile']>
type Compare = (target: Tensor, prediction: Tensor) => Tensor

/**
 * Compiles a model of tf.layers as a Sequential was compiled.
 *
 * @throws ArgumentError when TensorFlow.js has no counterpart
 * @internal
 */
export function compileAlike(tf: TensorFlow, model: LayersModel, compile: Compilation, learningRate: number): void {
  const { optimizer, loss, metrics } = compile
  const units = [model.outputShape].flat(2).at(-1)
  const options = {
    optimizer: optimizerOf(tf, optimizer, learningRate),
    metrics: metrics.map((metric) => metricOf(tf, metric, loss, units)),
  }
  try {
    model.compile({ ...options, loss: lossesOfLogits(tf)[loss] ?? loss })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ArgumentError('toTensorFlow', 'loss', 'one that tf.layers has', `'${loss}' (${reason})`)
  }
}

function optimizerOf(tf: TensorFlow, { name, config }: Compilation['optimizer'], rate: number): Optimizer {
  const { learningRate: _, momentum, nesterov, beta1, beta2, epsilon, ...others } = config
  if (name !== 'sgd' && name !== 'adam') {
    throw new ArgumentError(
      'toTensorFlow',
      'optimizer',
      "'sgd' or 'adam': no other of tf.train computes the same",
      `'${name}'`,
    )
  }
  const clipping = Object.entries(others).find(([, bound]) => bound !== undefined)
  if (clipping) {
    const [option, bound] = clipping
    throw new ArgumentError(
      'toTensorFlow',
      `${option} of ${name}`,
      'left out: tf.train clips nothing',
      formatValue(bound),
    )
  }
  if (name === 'adam') return tf.train.adam(rate, Number(beta1), Number(beta2), Number(epsilon))
  return momentum ? tf.train.momentum(rate, Number(momentum), Boolean(nesterov)) : tf.train.sgd(rate)
}

/** tf.layers has no names for these. */
function lossesOfLogits(tf: TensorFlow): { readonly [loss: string]: Compare | undefined } {
  const softmaxCrossEntropy: Compare = (oneHot, logits) => tf.losses.softmaxCrossEntropy(oneHot, logits)
  return {
    oneHotSoftmaxCrossEntropy: softmaxCrossEntropy,
    softmaxCrossEntropy,
    sigmoidCrossEntropy: (target, logits) => tf.losses.sigmoidCrossEntropy(target, logits),
  }
}

/** @param units of the output: with one of them accuracy is binary */
function metricOf(tf: TensorFlow, metric: string, loss: string, units: number | null | undefined): string | Compare {
  const isAccuracy = metric === 'accuracy' || metric === 'acc'
  // Theirs would be binary.
  if (isAccuracy && loss === 'binaryCrossentropy' && units !== 1) return tf.metrics.categoricalAccuracy
  if (isAccuracy) return metric
  // The targets are one-hot rows there.
  if (metric === 'sparseCategoricalAccuracy' && loss === 'softmaxCrossEntropy') return tf.metrics.categoricalAccuracy
  // A name that a user wrote is looked for among functions of several types.
  const metrics = tf.metrics as unknown as { [name: string]: Compare | undefined }
  const found = metrics[metric]
  if (found) return found
  throw new ArgumentError('toTensorFlow', 'metrics', `among ${Object.keys(metrics).join(', ')}`, `'${metric}'`)
}
