import { accuracy, type TrainedParts } from 'grade-descent/checks/accuracy'
import type { ImageSet } from 'grade-descent/engine/data/image-source'
import { heNormal } from 'grade-descent/engine/initializers/he-normal'
import { softmaxCrossEntropyBackward } from 'grade-descent/engine/losses/softmax-cross-entropy'
import { mlpForward } from 'grade-descent/engine/networks/mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import type { Random } from 'grade-descent/engine/random'
import { zeros, zerosLike, type Tensor } from 'grade-descent/engine/tensor'
import { titles } from './titles.ts'

const side = 32
const pooledSide = 16
const channels = 3
const inputs = pooledSide * pooledSide * channels
const hiddenUnits = 24
const classes = 10
const learningRate = 0.1

/** Trains a 768-24-10 network, made of the student's own functions, on CIFAR-10 images of half the size. */
export function trainingCheck(points: number) {
  return accuracy<DenseParameters[]>('mlpBackward', {
    points,
    title: titles.accuracy,
    needs: ['mlpForwardWithCache-values', 'mlpBackward-gradient', 'gradientDescentStep-values'],
    images: { train: 2000, test: 1000 },
    batchSize: 40,
    steps: 120,
    prepare,
    initial,
    step,
    logits: (layers, x) => mlpForward(layers, x),
  })
}

/** Means of 2 x 2 pixels, centred and scaled to a standard deviation of about 1: [n, 768]. */
function prepare({ images, labels }: ImageSet): Tensor {
  const count = labels.length
  const pooled = zeros([count, inputs])
  for (let image = 0; image < count; image++) {
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const from = ((image * side + row) * side + column) * channels
        const to = image * inputs + ((row >> 1) * pooledSide + (column >> 1)) * channels
        for (let channel = 0; channel < channels; channel++) pooled.data[to + channel] += images[from + channel] / 4
      }
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

async function step(
  parts: TrainedParts,
  layers: DenseParameters[],
  x: Tensor,
  labels: Tensor,
): Promise<DenseParameters[]> {
  const output = String(layers.length)
  const forward = await parts.keep(
    'mlpForwardWithCache',
    [layers, x],
    { activations: { [output]: zeros([x.shape[0], classes]) } },
    [`activations.${output}`],
  )
  const { activations } = forward.value as { activations: Record<string, Tensor> }
  const dOut = softmaxCrossEntropyBackward(activations[output], labels)
  const structure = layers.map(({ weights, bias }) => ({ weights: zerosLike(weights), bias: zerosLike(bias) }))
  const backward = await parts.call('mlpBackward', [layers, forward.kept, dOut], { gradients: structure }, [
    'gradients',
  ])
  const { gradients } = backward as { gradients: DenseParameters[] }
  const updated = async (parameter: Tensor, gradient: Tensor): Promise<Tensor> =>
    (await parts.call('gradientDescentStep', [parameter, gradient, learningRate], parameter)) as Tensor
  const next: DenseParameters[] = []
  for (const [index, { weights, bias }] of layers.entries()) {
    next.push({
      weights: await updated(weights, gradients[index].weights),
      bias: await updated(bias, gradients[index].bias),
    })
  }
  return next
}
