import { expectOneOf } from '../expect-argument.ts'
import { expectRank, expectShape } from '../expect-shape.ts'
import { clipByValue } from '../optimizers/clip-by-value.ts'
import { expectIndices, oneHot } from '../primitives/gather.ts'
import { reshape } from '../primitives/reshape.ts'
import type { Tensor } from '../tensor.ts'
import { binaryCrossEntropy, binaryCrossEntropyBackward } from './binary-cross-entropy.ts'
import { crossEntropy, crossEntropyBackward } from './cross-entropy.ts'
import type { Loss } from './loss.ts'
import { meanSquaredError, meanSquaredErrorBackward } from './mean-squared-error.ts'
import { oneHotSoftmaxCrossEntropy, oneHotSoftmaxCrossEntropyBackward } from './one-hot-softmax-cross-entropy.ts'
import { sigmoidCrossEntropy, sigmoidCrossEntropyBackward } from './sigmoid-cross-entropy.ts'
import { softmaxCrossEntropy, softmaxCrossEntropyBackward } from './softmax-cross-entropy.ts'

/** How far probabilities keep from 0 and 1, as in Keras: the loss and its gradient stay finite. */
const epsilon = 1e-7

/** By the names of tf.layers; and the engine's own, which take logits and so lose nothing to rounding. */
const losses = {
  meanSquaredError: { kernel: 'meanSquaredError', value: meanSquaredError, gradient: meanSquaredErrorBackward },
  binaryCrossentropy: {
    value: (prediction: Tensor, target: Tensor) => binaryCrossEntropy(inside(prediction), target),
    gradient: (prediction: Tensor, target: Tensor) => binaryCrossEntropyBackward(inside(prediction), target),
  },
  categoricalCrossentropy: {
    value: (prediction: Tensor, target: Tensor) => crossEntropy(inside(prediction), target),
    gradient: (prediction: Tensor, target: Tensor) => crossEntropyBackward(inside(prediction), target),
  },
  sparseCategoricalCrossentropy: {
    sparse: true,
    value: (prediction: Tensor, labels: Tensor) => crossEntropy(inside(prediction), rows(labels, prediction)),
    gradient: (prediction: Tensor, labels: Tensor) =>
      crossEntropyBackward(inside(prediction), rows(labels, prediction)),
  },
  oneHotSoftmaxCrossEntropy: { value: oneHotSoftmaxCrossEntropy, gradient: oneHotSoftmaxCrossEntropyBackward },
  sigmoidCrossEntropy: { value: sigmoidCrossEntropy, gradient: sigmoidCrossEntropyBackward },
  softmaxCrossEntropy: {
    sparse: true,
    kernel: 'softmaxCrossEntropy',
    value: (logits: Tensor, labels: Tensor) => softmaxCrossEntropy(logits, flat(labels)),
    gradient: (logits: Tensor, labels: Tensor) => softmaxCrossEntropyBackward(logits, flat(labels)),
  },
}

/** What `Sequential.compile` takes for a loss: tf.layers' names, with cross-entropies of probabilities; and the engine's own, of logits. */
export type LossName = keyof typeof losses

/** The loss of this name; its docstring, in its own file, says which shapes it takes. @throws ArgumentError when there is no such loss */
export function lossByName(name: LossName): Loss {
  expectOneOf('compile', 'loss', name, Object.keys(losses))
  return { name, ...losses[name] }
}

function inside(probabilities: Tensor): Tensor {
  return clipByValue(probabilities, epsilon, 1 - epsilon)
}

function rows(labels: Tensor, prediction: Tensor): Tensor {
  const name = 'sparseCategoricalCrossentropy'
  expectRank(name, 'prediction', prediction, 2, '[N, C]')
  const [samples, classes] = prediction.shape
  const classNumbers = flat(labels)
  expectShape(name, 'labels', classNumbers, [samples])
  expectIndices(name, 'labels', classNumbers.data, classes)
  return oneHot(classNumbers, classes, prediction.dtype)
}

/** Keras takes labels as [N] and as [N, 1]. */
function flat(labels: Tensor): Tensor {
  return labels.shape.length === 2 && labels.shape[1] === 1 ? reshape(labels, [-1]) : labels
}
