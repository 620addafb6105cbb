import { accuracyOfCall } from 'grade-descent/checks/accuracy-of-call'
import type { ImageSet } from 'grade-descent/engine/data/image-source'
import { heNormal } from 'grade-descent/engine/initializers/he-normal'
import type { fitMlp } from 'grade-descent/engine/networks/fit-mlp'
import { mlpForward } from 'grade-descent/engine/networks/mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import type { Random } from 'grade-descent/engine/random'
import { zeros, type Tensor } from 'grade-descent/engine/tensor'
import { titles } from './titles.ts'

const side = 32
const pooledSide = 8
const channels = 3
const inputs = pooledSide * pooledSide * channels
const hiddenUnits = 24
const classes = 10
const images = { train: 2000, validation: 300, test: 2000 }
const whole = { epochs: 6, batchSize: 40, learningRate: 0.05, l2: 0.001 }

/** The submission's fit trains a 192-24-10 network on CIFAR-10 images of a quarter of the size. */
export function trainingCheck(points: number) {
  return accuracyOfCall<DenseParameters[]>('fit', {
    points,
    title: titles.accuracy,
    needs: ['fit-batches', 'miniBatches-order', 'l2PenaltyBackward-gradient'],
    images,
    prepare,
    initial,
    inputs: ({ parameters, ...data }, length, random) => [
      parameters,
      data,
      { ...whole, ...(length === 'one-step' ? { epochs: 1, batchSize: images.train } : {}), random },
    ],
    parameters: (result) => (result as ReturnType<typeof fitMlp>).layers,
    validationLosses: (result) => (result as ReturnType<typeof fitMlp>).history.validationLoss,
    logits: (layers, x) => mlpForward(layers, x),
    timeLimitMs: 60_000,
  })
}

/** Means of 4 x 4 pixels, centred and scaled to a standard deviation of about 1: [n, 192]. */
function prepare({ images: bytes, labels }: ImageSet): Tensor {
  const pooled = zeros([labels.length, inputs])
  const width = side * channels
  for (let row = 0; row < labels.length * side; row++) {
    const to = ((row >> 5) * pooledSide + ((row & 31) >> 2)) * pooledSide * channels
    for (let entry = 0; entry < width; entry++) {
      const column = Math.floor(entry / (4 * channels))
      pooled.data[to + column * channels + (entry % channels)] += bytes[row * width + entry] / 16
    }
  }
  pooled.data.forEach((value, index) => (pooled.data[index] = (value / 255 - 0.5) / 0.25))
  return pooled
}

function initial(random: Random): DenseParameters[] {
  return [
    { weights: heNormal(random, inputs, hiddenUnits), bias: zeros([hiddenUnits]) },
    { weights: heNormal(random, hiddenUnits, classes), bias: zeros([classes]) },
  ]
}
