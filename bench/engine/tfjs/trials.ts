import type * as TensorFlow from '@tensorflow/tfjs'
import type { Tensor as EngineTensor } from '../../../reference-engine/tensor.ts'
import type { Outcome, Runner, Trial } from '../serve.ts'
import type { Inputs } from '../workloads.ts'
import { tfjsLstm } from './lstm.ts'

/**
 * The workloads on tf.js, whatever its backend. All of its backends for Node compute within the call (TensorFlow's is used in its
 * synchronous mode, the others are single functions): nothing is left to wait for when it returns. Reading a result would add the
 * copy, which is not what is compared; a training step reads its loss, as every training does.
 */
export function tfjsTrials(tf: typeof TensorFlow): Runner['trials'] {
  const convolution = (kernel: (given: Named) => TensorFlow.Tensor, output: string) => (inputs: Inputs) => {
    const given = toTfjs(tf, inputs)
    return forward(() => ({ [output]: kernel(given) }))
  }
  const run = (kernel: string, inputs: Named, attributes: TensorFlow.NamedAttrMap): TensorFlow.Tensor =>
    tf.engine().runKernel(kernel, inputs, { strides: 1, pad: 'valid', dataFormat: 'NHWC', ...attributes })
  const passes = {
    forward: convolution(({ x, filter }) => tf.conv2d(rank4(x), rank4(filter), 1, 'valid'), 'y'),
    'by-filter': convolution(
      ({ x, filter, dY }) => run(tf.Conv2DBackpropFilter, { x, dy: dY }, { filterShape: filter.shape }),
      'dFilter',
    ),
    'by-input': convolution(
      ({ x, filter, dY }) => run(tf.Conv2DBackpropInput, { dy: dY, filter }, { inputShape: x.shape }),
      'dX',
    ),
  }
  const convolutions = [1, 2, 3].flatMap((layer) =>
    Object.entries(passes).map(([pass, prepare]) => [`convolution-${layer}-${pass}`, prepare] as const),
  )
  return {
    'article-training-step': (inputs) => trainingStep(tf, toTfjs(tf, inputs)),
    'article-prediction': (inputs) => {
      const { images, ...weights } = toTfjs(tf, inputs)
      return forward(() => ({ logits: tf.tidy(() => logits(tf, weights, images)) }))
    },
    'mat-mul-1024': (inputs) => {
      const { a, b } = toTfjs(tf, inputs)
      return forward(() => ({ product: tf.matMul(a, b) }))
    },
    ...Object.fromEntries(convolutions),
    'lstm-training-step': (inputs) => forward(tfjsLstm(tf, toTfjs(tf, inputs))),
  }
}

export type Named = { [name: string]: TensorFlow.Tensor }

function forward(compute: () => Named): Trial {
  return (): Outcome => {
    const outputs = compute()
    return {
      read: () => Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, output.dataSync()])),
      dispose: () => Object.values(outputs).forEach((output) => output.dispose()),
    }
  }
}

function trainingStep(tf: typeof TensorFlow, { images, labels, ...weights }: Named): Trial {
  const batches = tf.unstack(images).map((batch, index) => ({
    batch,
    target: tf.oneHot(labels.gather(index).toInt(), 10).toFloat(),
  }))
  const variables = Object.fromEntries(
    Object.entries(weights).map(([name, weight]) => [name, tf.variable(weight)] as const),
  )
  const adam = tf.train.adam(0.001, 0.9, 0.999, 1e-7)
  let step = 0
  return () => {
    const { batch, target } = batches[step++ % batches.length]
    const loss = adam.minimize(
      () => tf.losses.softmaxCrossEntropy(target, logits(tf, variables, batch)).asScalar(),
      true,
      Object.values(variables),
    )
    if (loss === null) throw new Error('tf.js gave no loss')
    const [value] = loss.dataSync()
    loss.dispose()
    return { loss: value }
  }
}

function logits(tf: typeof TensorFlow, weights: Named, images: TensorFlow.Tensor): TensorFlow.Tensor2D {
  const convolve = (x: TensorFlow.Tensor, layer: number): TensorFlow.Tensor4D =>
    tf.fused.conv2d({
      x: rank4(x),
      filter: rank4(weights[`filter${layer}`]),
      bias: weights[`bias${layer}`],
      strides: 1,
      pad: 'valid',
      activation: 'relu',
    })
  const pool = (x: TensorFlow.Tensor4D): TensorFlow.Tensor4D => tf.maxPool(x, 2, 2, 'valid')
  const x = convolve(pool(convolve(pool(convolve(images, 1)), 2)), 3)
  const hidden = tf.fused.matMul({
    a: x.reshape([x.shape[0], -1]),
    b: weights.weights4,
    bias: weights.bias4,
    activation: 'relu',
  })
  return tf.fused.matMul({ a: hidden, b: weights.weights5, bias: weights.bias5 }) as TensorFlow.Tensor2D
}

function toTfjs(tf: typeof TensorFlow, inputs: Inputs): Named {
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, toTensor(tf, input)]))
}

function toTensor(tf: typeof TensorFlow, { data, shape, dtype }: EngineTensor): TensorFlow.Tensor {
  const values = dtype === 'int32' ? Int32Array.from(data) : Float32Array.from(data)
  return tf.tensor(values, [...shape], dtype === 'int32' ? 'int32' : 'float32')
}

function rank4(t: TensorFlow.Tensor): TensorFlow.Tensor4D {
  return t as TensorFlow.Tensor4D
}
