import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { mlpBackward, mlpForward, mlpForwardWithCache } from '../../../reference-engine/networks/mlp.ts'
import type { DenseParameters } from '../../../reference-engine/ops/dense.ts'
import type { DType, Tensor } from '../../../reference-engine/tensor.ts'
import {
  contract,
  copyOf,
  draw,
  drawn,
  entryAt,
  expectClose,
  extents,
  float64,
  numericGradient,
  seeds,
  shapeErrorOf,
} from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const widths = fc.array(extents, { minLength: 2, maxLength: 5 })

function drawMlp(seed: number, sizes: readonly number[], samples: number, dtype: DType) {
  const layers = sizes.slice(1).map((outputs, index) => ({
    weights: draw(`w${index}/${seed}`, [sizes[index], outputs], dtype),
    bias: draw(`b${index}/${seed}`, [outputs], dtype),
  }))
  const x = draw(`x${seed}`, [samples, sizes[0]], dtype)
  return { layers, x, dOut: draw(`d${seed}`, [samples, sizes[sizes.length - 1]], dtype) }
}

/** Pre-activations of every layer, by plain loops. */
function naive(layers: readonly DenseParameters[], x: Tensor): number[][][] {
  let rows = Array.from({ length: x.shape[0] }, (_, sample) =>
    Array.from({ length: x.shape[1] }, (_, input) => entryAt(x, [sample, input])),
  )
  return layers.map(({ weights, bias }) => {
    const z = rows.map((row) =>
      Array.from({ length: bias.shape[0] }, (_, unit) =>
        row.reduce((total, value, input) => total + value * entryAt(weights, [input, unit]), bias.data[unit]),
      ),
    )
    rows = z.map((row) => row.map((value) => (value > 0 ? value : 0)))
    return z
  })
}

function tfForward(inputs: readonly tf.Tensor[]): tf.Tensor {
  let activation = inputs[0]
  for (let index = 1; index < inputs.length; index += 2) {
    const z = tf.add(tf.matMul(activation, inputs[index]), inputs[index + 1])
    activation = index + 2 < inputs.length ? tf.relu(z) : z
  }
  return activation
}

describe('mlpForward, mlpForwardWithCache, mlpBackward', () => {
  test('forward is layers by plain loops, at any depth; backward is the numeric gradient, in float64', () => {
    fc.assert(
      fc.property(seeds, widths, extents, (seed, sizes, samples) => {
        const { layers, x, dOut } = drawMlp(seed, sizes, samples, 'float64')
        const z = naive(layers, x)
        const output = { shape: dOut.shape, data: z[z.length - 1].flat() }
        expectClose(mlpForward(layers, x), output, 1e-12)
        const cache = mlpForwardWithCache(layers, x)
        expect(cache.activations.length).toBe(layers.length + 1)
        expect(cache.activations[0]).toBe(x)
        expectClose(cache.activations[layers.length], output, 1e-12)
        for (let layer = 1; layer < layers.length; layer++) {
          const data = z[layer - 1].flat().map((value) => (value > 0 ? value : 0))
          expectClose(cache.activations[layer], { shape: [samples, sizes[layer]], data }, 1e-12)
        }

        fc.pre(
          z
            .slice(0, -1)
            .flat(2)
            .every((value) => Math.abs(value) > 3e-3),
        ) // away from the kinks
        const variables = [x, ...layers.flatMap((layer) => [layer.weights, layer.bias])]
        const before = variables.map(copyOf)
        const { dX, gradients } = mlpBackward(layers, cache, dOut)
        expect(variables).toEqual(before)
        const analytic = [dX, ...gradients.flatMap((gradient) => [gradient.weights, gradient.bias])]
        expect(analytic.length).toBe(variables.length)
        const loss = () => contract(mlpForward(layers, x), dOut)
        variables.forEach((variable, index) => {
          const numeric = numericGradient(loss, variable)
          const scale = Math.max(1, Math.abs(loss()), ...numeric.data.map(Math.abs))
          const wrong = numeric.data.filter(
            (value, at) => !(Math.abs(analytic[index].data[at] - value) <= 1e-8 * scale),
          )
          expect(wrong).toEqual([])
          expect([...analytic[index].shape]).toEqual([...variable.shape])
        })
      }),
      drawn,
    )
  })

  test('agrees with tf.js in float32, forward and backward', () => {
    fc.assert(
      fc.property(seeds, widths, extents, (seed, sizes, samples) => {
        const { layers, x, dOut } = drawMlp(seed, sizes, samples, 'float32')
        const inputs = [x, ...layers.flatMap((layer) => [layer.weights, layer.bias])].map(toTf)
        const cache = mlpForwardWithCache(layers, x)
        expectClose(cache.activations[layers.length], fromTf(tfForward(inputs)))
        const { dX, gradients } = mlpBackward(layers, cache, dOut)
        const actual = [dX, ...gradients.flatMap((gradient) => [gradient.weights, gradient.bias])]
        const expected = tf
          .grads((...given) => tfForward(given))(inputs, toTf(dOut))
          .map(fromTf)
        actual.forEach((gradient, index) => {
          expect(gradient.dtype).toBe('float32')
          expectClose(gradient, expected[index])
        })
      }),
      drawn,
    )
  })

  test('no ReLU after the last layer', () => {
    const layers = [{ weights: float64([1], [1, 1]), bias: float64([-5]) }]
    expect(mlpForward(layers, float64([2], [1, 1])).data[0]).toBe(-3)
    const { dX } = mlpBackward(layers, mlpForwardWithCache(layers, float64([2], [1, 1])), float64([7], [1, 1]))
    expect(dX.data[0]).toBe(7)
  })

  test('takes an empty batch', () => {
    const { layers } = drawMlp(1, [3, 4, 2], 1, 'float64')
    const cache = mlpForwardWithCache(layers, draw(1, [0, 3]))
    expect(cache.activations[2].shape).toEqual([0, 2])
    const { dX, gradients } = mlpBackward(layers, cache, draw(1, [0, 2]))
    expect(dX.shape).toEqual([0, 3])
    expect(gradients.every(({ weights }) => weights.data.every((value) => value === 0))).toBe(true)
  })

  test('no layers, and the cache of others, say so', () => {
    const { layers, x, dOut } = drawMlp(1, [3, 4, 2], 5, 'float64')
    expect(() => mlpForward([], x)).toThrow(
      'mlpForward: layers must be an array of at least one { weights, bias }; got',
    )
    expect(() => mlpForwardWithCache(layers[0] as never, x)).toThrow('mlpForwardWithCache: layers must be')
    expect(() => mlpBackward(layers, { activations: [x] }, dOut)).toThrow(
      'mlpBackward: cache.activations must be 3 tensors for 2 layers; got 1',
    )
    expect(() => mlpBackward(layers, undefined as never, dOut)).toThrow('for 2 layers; got undefined')
  })

  test('misfits are ShapeErrors', () => {
    const { layers, x } = drawMlp(1, [3, 4, 2], 5, 'float64')
    expect(shapeErrorOf(() => mlpForward(layers, draw(1, [5, 2]))).message).toBe(
      'dense: x must be of shape [5, 3]; got [5, 2]',
    )
    expect(shapeErrorOf(() => mlpBackward(layers, mlpForwardWithCache(layers, x), draw(1, [5, 3]))).message).toBe(
      'denseBackward: dOut must be of shape [5, 2]; got [5, 3]',
    )
  })
})
