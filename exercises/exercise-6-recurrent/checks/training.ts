import { accuracy, type TrainedParts } from 'grade-descent/checks/accuracy'
import type { ImageSet } from 'grade-descent/engine/data/image-source'
import { glorotUniform } from 'grade-descent/engine/initializers/glorot-uniform'
import { orthogonal } from 'grade-descent/engine/initializers/orthogonal'
import { softmaxCrossEntropyBackward } from 'grade-descent/engine/losses/softmax-cross-entropy'
import { dense, denseBackward, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { rnn } from 'grade-descent/engine/ops/rnn'
import { gradientDescentStep } from 'grade-descent/engine/optimizers/gradient-descent'
import { reshape } from 'grade-descent/engine/primitives/reshape'
import { slice } from 'grade-descent/engine/primitives/slice'
import type { Random } from 'grade-descent/engine/random'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zeros, type Tensor } from 'grade-descent/engine/tensor'
import { titles } from './titles.ts'

const side = 32
const pooledSide = 8
const factor = side / pooledSide
const channels = 3
const inputs = pooledSide * channels
const units = 32
const classes = 10
const learningRate = 0.3
const maxNorm = 1

/** The student's recurrent layer, and a dense one on its last state that the grader computes itself. */
type RowReader = { recurrent: RecurrentParameters; output: DenseParameters }

/** Trains a recurrent network that reads a CIFAR-10 image from its top row to its bottom row, one row a step. */
export function trainingCheck(points: number) {
  return accuracy<RowReader>('rnnBackward', {
    points,
    title: titles.accuracy,
    needs: ['rnn-values', 'clipByGlobalNorm-values'],
    images: { train: 2000, test: 1000 },
    batchSize: 40,
    steps: 120,
    prepare,
    initial,
    step,
    logits: ({ recurrent, output }, x) => dense(lastState(rnn(x, initialState(x), recurrent)), output),
  })
}

/** Means of 4 x 4 pixels, centred and scaled to a standard deviation of about 1: [n, 8 rows, 24]. */
function prepare({ images, labels }: ImageSet): Tensor {
  const count = labels.length
  const pooled = zeros([count, pooledSide, inputs])
  for (let image = 0; image < count; image++) {
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const from = ((image * side + row) * side + column) * channels
        const pooledRow = image * pooledSide + Math.floor(row / factor)
        const to = (pooledRow * pooledSide + Math.floor(column / factor)) * channels
        for (let channel = 0; channel < channels; channel++) {
          pooled.data[to + channel] += images[from + channel] / factor ** 2
        }
      }
    }
  }
  pooled.data.forEach((value, index) => (pooled.data[index] = (value / 255 - 0.5) / 0.25))
  return pooled
}

function initial(random: Random): RowReader {
  return {
    recurrent: {
      inputWeights: glorotUniform(random, inputs, units),
      recurrentWeights: orthogonal(random, units, units),
      bias: zeros([units]),
    },
    output: { weights: glorotUniform(random, units, classes), bias: zeros([classes]) },
  }
}

async function step(parts: TrainedParts, parameters: RowReader, x: Tensor, labels: Tensor): Promise<RowReader> {
  const { recurrent, output } = parameters
  const [samples, rows] = x.shape
  const h0 = initialState(x)
  const states = (await parts.call('rnn', [x, h0, recurrent], zeros([samples, rows, units]))) as Tensor
  const last = lastState(states)
  const dLogits = softmaxCrossEntropyBackward(dense(last, output), labels)
  const { dX: dLast, gradients: dOutput } = denseBackward(dLogits, last, output)
  const backward = await parts.call(
    'rnnBackward',
    [onlyLast(dLast, states.shape), x, h0, recurrent],
    { gradients: recurrent },
    ['gradients'],
  )
  const { gradients } = backward as { gradients: RecurrentParameters }
  const { inputWeights, recurrentWeights, bias } = gradients
  const all = [inputWeights, recurrentWeights, bias, dOutput.weights, dOutput.bias]
  const clipped = (await parts.call('clipByGlobalNorm', [all, maxNorm], all)) as Tensor[]
  return {
    recurrent: {
      inputWeights: gradientDescentStep(recurrent.inputWeights, clipped[0], learningRate),
      recurrentWeights: gradientDescentStep(recurrent.recurrentWeights, clipped[1], learningRate),
      bias: gradientDescentStep(recurrent.bias, clipped[2], learningRate),
    },
    output: {
      weights: gradientDescentStep(output.weights, clipped[3], learningRate),
      bias: gradientDescentStep(output.bias, clipped[4], learningRate),
    },
  }
}

function initialState(x: Tensor): Tensor {
  return zeros([x.shape[0], units])
}

function lastState(states: Tensor): Tensor {
  const [samples, rows, width] = states.shape
  return reshape(slice(states, [0, rows - 1, 0], [samples, 1, width]), [samples, width])
}

/** The loss looks at the last state alone. */
function onlyLast(dLast: Tensor, [samples, rows, width]: readonly number[]): Tensor {
  const dH = zeros([samples, rows, width])
  for (let sample = 0; sample < samples; sample++) {
    const row = dLast.data.subarray(sample * width, (sample + 1) * width)
    dH.data.set(row, ((sample + 1) * rows - 1) * width)
  }
  return dH
}
