import { accuracy, type TrainedParts } from 'grade-descent/checks/accuracy'
import type { ImageSet } from 'grade-descent/engine/data/image-source'
import { glorotUniform } from 'grade-descent/engine/initializers/glorot-uniform'
import { heNormal } from 'grade-descent/engine/initializers/he-normal'
import { softmaxCrossEntropyBackward } from 'grade-descent/engine/losses/softmax-cross-entropy'
import { conv2d } from 'grade-descent/engine/ops/conv2d'
import { dense, denseBackward } from 'grade-descent/engine/ops/dense'
import { maxPool2d } from 'grade-descent/engine/ops/max-pool2d'
import { relu, reluBackward } from 'grade-descent/engine/ops/relu'
import { momentum } from 'grade-descent/engine/optimizers/momentum'
import { mul } from 'grade-descent/engine/primitives/binary'
import { reshape } from 'grade-descent/engine/primitives/reshape'
import type { Random } from 'grade-descent/engine/random'
import { tensor, zeros as zerosOf, zerosLike, type Tensor } from 'grade-descent/engine/tensor'
import { titles } from './titles.ts'

const side = 32
const pooledSide = 8
const channels = 3
const filters1 = 8
const filters2 = 12
const classes = 10
const features = 2 * 2 * filters2
// Thousands of pixels pass a ReLU and a maximum at every step, and now and then one lies so near to 0, or to its neighbour, that
// float32 rounding decides. In float64 that doesn't happen, so every right answer learns the same.
const zeros = (shape: readonly number[]): Tensor => zerosOf(shape, 'float64')
const float64 = ({ data, shape }: Tensor): Tensor => tensor(data, shape, 'float64')

const optimizer = { learningRate: 0.03, momentum: 0.9 }

const convolution1 = { strides: [1, 1], padding: 'same' } as const
const pool = { poolSize: [2, 2], strides: [2, 2] } as const
const convolution2 = { strides: [2, 2], padding: 'same' } as const

type Weights = { filter1: Tensor; bias1: Tensor; filter2: Tensor; bias2: Tensor; weights: Tensor; bias: Tensor }
type Network = { parameters: Weights; velocities: Weights }

/** Trains convolution, ReLU, max pool, convolution, ReLU, dense on CIFAR-10 images of 8 x 8 pixels; what is convolution or pool is the student's. */
export function trainingCheck(points: number) {
  return accuracy<Network>('conv2dBackward', {
    points,
    title: titles.accuracy,
    needs: ['conv2d-same', 'conv2dBackward-same', 'maxPool2d-values', 'maxPool2dBackward-gradient'],
    images: { train: 1000, test: 1000 },
    batchSize: 24,
    steps: 80,
    // An answer in float32 may take the other side of a kink; it has lost its points for precision already.
    rounding: { loss: 0.1, accuracy: 0.02 },
    prepare,
    initial,
    step,
    logits: ({ parameters }, x) => logits(parameters, x),
  })
}

/** Means of 4 x 4 pixels, centred and scaled to a standard deviation of about 1: [n, 8, 8, 3]. */
function prepare({ images, labels }: ImageSet): Tensor {
  const count = labels.length
  const pooled = zeros([count, pooledSide, pooledSide, channels])
  for (let image = 0; image < count; image++) {
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const from = ((image * side + row) * side + column) * channels
        const to = ((image * pooledSide + (row >> 2)) * pooledSide + (column >> 2)) * channels
        for (let channel = 0; channel < channels; channel++) pooled.data[to + channel] += images[from + channel] / 16
      }
    }
  }
  pooled.data.forEach((value, index) => (pooled.data[index] = (value / 255 - 0.5) / 0.25))
  return pooled
}

function initial(random: Random): Network {
  const drawn = {
    filter1: reshape(heNormal(random, 9 * channels, filters1), [3, 3, channels, filters1]),
    bias1: zeros([filters1]),
    filter2: reshape(heNormal(random, 9 * filters1, filters2), [3, 3, filters1, filters2]),
    bias2: zeros([filters2]),
    weights: mul(glorotUniform(random, features, classes), 0.3),
    bias: zeros([classes]),
  }
  const parameters = forEach(drawn, float64)
  return { parameters, velocities: forEach(parameters, zerosLike) }
}

function logits({ filter1, bias1, filter2, bias2, weights, bias }: Weights, x: Tensor): Tensor {
  const pooled = maxPool2d(relu(conv2d(x, filter1, bias1, convolution1)), pool)
  return dense(flat(relu(conv2d(pooled, filter2, bias2, convolution2))), { weights, bias })
}

async function step(
  parts: TrainedParts,
  { parameters, velocities }: Network,
  x: Tensor,
  labels: Tensor,
): Promise<Network> {
  const { filter1, bias1, filter2, bias2, weights, bias } = parameters
  const batch = x.shape[0]
  const tensorOf = async (
    part: string,
    inputs: Parameters<TrainedParts['call']>[1],
    shape: number[],
  ): Promise<Tensor> => (await parts.call(part, inputs, zeros(shape))) as Tensor
  const backwardOf = async (
    dOut: Tensor,
    input: Tensor,
    filter: Tensor,
    options: typeof convolution1 | typeof convolution2,
  ) =>
    (await parts.call('conv2dBackward', [dOut, input, filter, options], {
      dX: zerosLike(input),
      dFilter: zerosLike(filter),
      dBias: zeros([filter.shape[3]]),
    })) as { dX: Tensor; dFilter: Tensor; dBias: Tensor }

  const z1 = await tensorOf('conv2d', [x, filter1, bias1, convolution1], [batch, 8, 8, filters1])
  const a1 = relu(z1)
  const pooled = await tensorOf('maxPool2d', [a1, pool], [batch, 4, 4, filters1])
  const z2 = await tensorOf('conv2d', [pooled, filter2, bias2, convolution2], [batch, 2, 2, filters2])
  const a2 = flat(relu(z2))
  const output = denseBackward(softmaxCrossEntropyBackward(dense(a2, { weights, bias }), labels), a2, { weights, bias })
  const second = await backwardOf(reluBackward(reshape(output.dX, z2.shape), z2), pooled, filter2, convolution2)
  const dA1 = await tensorOf('maxPool2dBackward', [second.dX, a1, pool], [...a1.shape])
  const first = await backwardOf(reluBackward(dA1, z1), x, filter1, convolution1)
  return updated(parameters, velocities, {
    filter1: first.dFilter,
    bias1: first.dBias,
    filter2: second.dFilter,
    bias2: second.dBias,
    ...output.gradients,
  })
}

function updated(parameters: Weights, velocities: Weights, gradients: Weights): Network {
  const moved = forEach(parameters, (parameter, name) =>
    momentum(parameter, gradients[name], { velocity: velocities[name] }, optimizer),
  )
  return {
    parameters: forEach(moved, ({ parameter }) => parameter),
    velocities: forEach(moved, ({ state }) => state.velocity),
  }
}

function flat(images: Tensor): Tensor {
  return reshape(images, [images.shape[0], features])
}

/** The same for each of the six parameters. */
function forEach<From, To>(
  from: { readonly [name in keyof Weights]: From },
  make: (value: From, name: keyof Weights) => To,
): { [name in keyof Weights]: To } {
  const names = Object.keys(from) as (keyof Weights)[]
  return Object.fromEntries(names.map((name) => [name, make(from[name], name)])) as { [name in keyof Weights]: To }
}
