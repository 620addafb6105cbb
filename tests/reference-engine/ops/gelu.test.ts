import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { gelu, geluBackward } from '../../../reference-engine/ops/gelu.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { scalarOracle } from '../scalar-oracle.ts'
import { draw, drawn, expectClose, float64, seeds, shapeErrorOf, shapes } from '../support.ts'
import { tf } from '../tfjs.ts'

const points = [-8, -5, -2.9, -2.8, -1.5, -0.75, -0.1, 0, 1e-9, 0.3, 1, 2, 2.83, 4, 9]

/** Simpson's rule for the density, from far out: slow, and independent of every series. */
function normalDistribution(x: number): number {
  const [from, pieces] = [Math.min(x, 0) - 12, 20_000]
  const width = (x - from) / pieces
  let total = 0
  for (let index = 0; index <= pieces; index++) {
    const t = from + index * width
    const weight = index === 0 || index === pieces ? 1 : index % 2 === 1 ? 4 : 2
    total += weight * Math.exp((-t * t) / 2)
  }
  return (total * width) / 3 / Math.sqrt(2 * Math.PI)
}

const byTanh = scalarOracle('x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2')

describe.each([
  {
    approximate: false,
    value: (x: number) => x * normalDistribution(x),
    slope: (x: number) => normalDistribution(x) + (x * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI),
  },
  { approximate: true, value: byTanh.value, slope: byTanh.derivative },
])('gelu, approximate: $approximate', ({ approximate, value, slope }) => {
  test('is its definition, and so is its derivative, each entry to 1e-10 of itself', () => {
    for (const point of points) {
      const x = float64([point])
      expectClose(gelu(x, { approximate }), { shape: [1], data: [value(point)] })
      expectClose(geluBackward(float64([1]), x, { approximate }), { shape: [1], data: [slope(point)] })
    }
  })

  test('agrees with tf.js in float32, forward and backward, on any shape', () => {
    const distribution = (x: tf.Tensor) =>
      approximate ? tf.tanh(x.add(x.pow(3).mul(0.044715)).mul(Math.sqrt(2 / Math.PI))) : tf.erf(x.div(Math.SQRT2))
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const [x, dOut] = [draw(`x${seed}`, shape, 'float32', 2), draw(`d${seed}`, shape, 'float32')]
        expectLikeTf({
          inputs: [x],
          output: gelu(x, { approximate }),
          dOut,
          gradients: [geluBackward(dOut, x, { approximate })],
          inTf: ([input]) => input.mul(distribution(input).add(1)).div(2),
        })
      }),
      drawn,
    )
  })

  test('its backward agrees with differences, in float64', () => {
    fc.assert(
      fc.property(shapes, seeds, (shape, seed) => {
        const [x, dOut] = [draw(`x${seed}`, shape), draw(`d${seed}`, shape)]
        const forward = () => gelu(x, { approximate })
        expectNumericGradients(forward, dOut, [x], () => [geluBackward(dOut, x, { approximate })])
      }),
      drawn,
    )
  })

  test('is x far above 0 and 0 far below, with slopes of 1 and 0', () => {
    const x = float64([1000, -1000, Infinity, -Infinity])
    expect(Array.from(gelu(x, { approximate }).data, Math.abs)).toEqual([1000, 0, Infinity, 0])
    expect(Array.from(geluBackward(float64([1, 1, 1, 1]), x, { approximate }).data, Math.abs)).toEqual([1, 0, 1, 0])
  })
})

test('published values: PyTorch, gelu of 1 and -1 and its tanh form of 1; exact unless told', () => {
  expectClose(gelu(float64([1, -1])), { shape: [2], data: [0.8413447460685429, -0.15865525393145707] })
  expectClose(gelu(float64([1]), { approximate: true }), { shape: [1], data: [0.8411919906082768] })
})

test('a dOut of another shape is a ShapeError', () => {
  expect(shapeErrorOf(() => geluBackward(draw(1, [1, 3]), draw(2, [2, 3]))).message).toBe(
    'geluBackward: dOut must be of shape [2, 3]; got [1, 3]',
  )
})
