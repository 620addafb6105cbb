import { Random } from '../../reference-engine/random.ts'
import { sizeOf, tensor, type Tensor } from '../../reference-engine/tensor.ts'

export type Inputs = { readonly [name: string]: Tensor }

export type Workload = {
  name: string
  /** Multiplications plus additions of one run by the definition (Winograd's filtering does fewer), where GFLOP/s and the share of the limit are wanted. */
  operations?: number
  /** Drawn from one seed: each call gives the same. */
  inputs: () => Inputs
}

/** What the runner of the limit does, beside each workload: so many multiplications plus additions. */
export const limitWorkload = { name: 'multiply-add', operations: 2 ** 30, inputs: (): Inputs => ({}) }

/**
 * Every workload of the engine's benchmark; float32, images NHWC.
 *
 * - `article-training-step`: the article's network (`articleWeights`), softmax cross-entropy of its logits and one step of Adam
 *   (learning rate 0.001, beta 0.9 and 0.999, epsilon 1e-7) on 32 images; step i takes batch i modulo 4, and goes on from step i - 1.
 *   The loss.
 * - `article-prediction`: the `logits` of 256 images.
 * - `mat-mul-1024`: `product` = a b.
 * - `convolution-K-...`: `y` from x and filter, `dFilter` from x and dY, `dX` from filter and dY; stride 1, valid.
 * - `lstm-training-step`: Keras' LSTM (gates i, f, g, o) from a state of zeros, and back through time from dH, the gradient with
 *   respect to every h: `h`, `dX`, `dInputWeights`, `dRecurrentWeights`, `dBias`.
 */
export const workloads: readonly Workload[] = [
  { name: 'article-training-step', inputs: () => articleInputs('training', [4, 32]) },
  { name: 'article-prediction', inputs: () => articleInputs('prediction', [256]) },
  {
    name: 'mat-mul-1024',
    operations: 2 * 1024 ** 3,
    inputs: () => {
      const draw = drawing('mat-mul')
      return { a: draw([1024, 1024]), b: draw([1024, 1024]) }
    },
  },
  ...convolution(1, [32, 32, 32, 3], 32),
  ...convolution(2, [32, 15, 15, 32], 64),
  ...convolution(3, [32, 6, 6, 64], 64),
  { name: 'lstm-training-step', inputs: () => lstmInputs(32, 32, 96, 128) },
]

/**
 * Conv 32 3x3 valid relu, max pool 2x2, Conv 64 3x3 relu, max pool 2x2, Conv 64 3x3 relu, flatten, dense 64 relu, dense 10: its
 * weights in the order of the layers.
 */
function articleWeights(): Inputs {
  const draw = drawing('article')
  const weight = (...shape: number[]): Tensor => draw(shape, Math.sqrt(2 / sizeOf(shape.slice(0, -1))))
  return {
    filter1: weight(3, 3, 3, 32),
    bias1: draw([32], 0.05),
    filter2: weight(3, 3, 32, 64),
    bias2: draw([64], 0.05),
    filter3: weight(3, 3, 64, 64),
    bias3: draw([64], 0.05),
    weights4: weight(1024, 64),
    bias4: draw([64], 0.05),
    weights5: weight(64, 10),
    bias5: draw([10], 0.05),
  }
}

function articleInputs(purpose: string, batches: readonly number[]): Inputs {
  const images = drawing(`article/${purpose}`)([...batches, 32, 32, 3])
  const random = new Random(`bench/article/${purpose}/labels`)
  const labels = Int32Array.from({ length: sizeOf(batches) }, () => random.integer(10))
  return { ...articleWeights(), images, labels: tensor(labels, batches) }
}

function convolution(layer: number, x: readonly number[], filters: number): Workload[] {
  const [samples, height, width, channels] = x
  const y = [samples, height - 2, width - 2, filters]
  const operations = 2 * sizeOf(y) * 9 * channels
  const inputs = (): Inputs => {
    const draw = drawing(`convolution-${layer}`)
    return { x: draw(x), filter: draw([3, 3, channels, filters], 0.1), dY: draw(y) }
  }
  return ['forward', 'by-filter', 'by-input'].map((pass) => ({
    name: `convolution-${layer}-${pass}`,
    operations,
    inputs,
  }))
}

function lstmInputs(samples: number, steps: number, features: number, units: number): Inputs {
  const draw = drawing('lstm')
  return {
    x: draw([samples, steps, features]),
    inputWeights: draw([features, 4 * units], 0.1),
    recurrentWeights: draw([units, 4 * units], 0.1),
    bias: draw([4 * units], 0.1),
    dH: draw([samples, steps, units]),
  }
}

/** Tensors from the normal distribution around 0, one after the other from one seed. */
export function drawing(seed: string): (shape: readonly number[], deviation?: number) => Tensor {
  const random = new Random(`bench/${seed}`)
  return (shape, deviation = 1) =>
    tensor(
      Float32Array.from({ length: sizeOf(shape) }, () => random.normal(0, deviation)),
      shape,
    )
}
