import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type * as TensorFlow from '@tensorflow/tfjs'
import { meanSquaredError, meanSquaredErrorBackward } from '../../reference-engine/losses/mean-squared-error.ts'
import { mlpBackward, mlpForward, mlpForwardWithCache } from '../../reference-engine/networks/mlp.ts'
import type { DenseParameters } from '../../reference-engine/ops/dense.ts'
import { matMul } from '../../reference-engine/primitives/mat-mul.ts'
import { Random } from '../../reference-engine/random.ts'
import { sizeOf, tensor, type Tensor } from '../../reference-engine/tensor.ts'

// The engine against TensorFlow itself where `npm run setup:tfjs-node` has set it up, else against tf.js in plain JavaScript.

const setUp = join(__dirname, '..', '..', '.tfjs-node', 'index.js')
const native = existsSync(setUp)
let tf: typeof TensorFlow

beforeAll(async () => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- one of the two, and only when asked: loading takes a second
  tf = require(native ? setUp : '@tensorflow/tfjs') as typeof TensorFlow
  tf.enableProdMode() // keeps its greeting off the console
  await tf.ready()
}, 60_000)

const random = new Random('tfjs-node')

function drawn(...shape: number[]): Tensor {
  return tensor(
    Float32Array.from({ length: sizeOf(shape) }, () => random.normal()),
    shape,
  )
}

function toTensorFlow({ data, shape }: Tensor): TensorFlow.Tensor {
  return tf.tensor(Float32Array.from(data), [...shape])
}

/** float32 on both sides, summed in another order. */
function expectClose(received: Tensor, expected: TensorFlow.Tensor): void {
  expect(received.shape).toEqual(expected.shape)
  const values = Float32Array.from(expected.dataSync())
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  expect(largest).toBeGreaterThan(0)
  const apart = values.map((value, index) => Math.abs(value - received.data[index]))
  expect(Math.max(...apart)).toBeLessThan(1e-5 * largest)
}

describe('the reference engine against TensorFlow', () => {
  test('which is the native one where that is required', () => {
    expect(tf.getBackend()).toBe(native ? 'tensorflow' : 'cpu')
    if (process.env.GRADE_REQUIRE_TFJS_NODE === '1') expect({ native }).toEqual({ native: true })
  })

  test('matMul', () => {
    const [a, b] = [drawn(17, 31), drawn(31, 5)]
    expectClose(matMul(a, b), tf.matMul(toTensorFlow(a), toTensorFlow(b)))
  })

  test('the gradients of a dense network', () => {
    const layers: DenseParameters[] = [
      { weights: drawn(7, 11), bias: drawn(11) },
      { weights: drawn(11, 3), bias: drawn(3) },
    ]
    const [x, target] = [drawn(5, 7), drawn(5, 3)]
    const cache = mlpForwardWithCache(layers, x)
    const output = mlpForward(layers, x)
    const { gradients } = mlpBackward(layers, cache, meanSquaredErrorBackward(output, target))

    const loss = (...variables: TensorFlow.Tensor[]): TensorFlow.Scalar => {
      const [w1, b1, w2, b2] = variables
      const hidden = tf.relu(tf.add(tf.matMul(toTensorFlow(x), w1), b1))
      return tf.losses.meanSquaredError(toTensorFlow(target), tf.add(tf.matMul(hidden, w2), b2)).asScalar()
    }
    const { value, grads } = tf.valueAndGrads(loss)(
      layers.flatMap(({ weights, bias }) => [toTensorFlow(weights), toTensorFlow(bias)]),
    )
    expect(meanSquaredError(output, target)).toBeCloseTo(value.dataSync()[0], 4)
    const ours = gradients.flatMap(({ weights, bias }) => [weights, bias])
    expect(grads).toHaveLength(ours.length)
    ours.forEach((gradient, index) => expectClose(gradient, grads[index]))
  })
})
