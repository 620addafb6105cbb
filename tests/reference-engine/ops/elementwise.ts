import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { scalarOracle } from '../scalar-oracle.ts'
import {
  contract,
  copyOf,
  draw,
  drawn,
  expectClose,
  float64,
  numericGradient,
  seeds,
  shapeErrorOf,
  shapes,
} from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

interface Activation {
  name: 'sigmoid' | 'relu' | 'tanh'
  forward: (x: Tensor) => Tensor
  backward: (dOut: Tensor, x: Tensor) => Tensor
  /** The formula in x for mathjs, and where it is differentiable. */
  formula: string
  points: readonly number[]
}

/** What every activation that works entry by entry must do. */
export function describeActivation({ name, forward, backward, formula, points }: Activation): void {
  const oracle = scalarOracle(formula)

  describe(name, () => {
    test('is its formula in 64 digits', () => {
      const x = float64(points)
      expectClose(forward(x), { shape: x.shape, data: points.map(oracle.value) }, 1e-15)
      for (const point of points) {
        const expected = oracle.value(point)
        expect(Math.abs(forward(float64([point])).data[0] - expected)).toBeLessThanOrEqual(1e-10 * Math.abs(expected))
      }
    })

    test('its backward is the symbolic derivative, times dOut', () => {
      const x = float64(points)
      const dOut = draw('upstream', x.shape)
      const expected = points.map((point, index) => oracle.derivative(point) * dOut.data[index])
      expectClose(backward(dOut, x), { shape: x.shape, data: expected }, 1e-14)
    })

    test('agrees with tf.js in float32, forward and backward, on any shape', () => {
      fc.assert(
        fc.property(shapes, seeds, (shape, seed) => {
          const x = draw(`x${seed}`, shape, 'float32', 3)
          const dOut = draw(`dOut${seed}`, shape, 'float32')
          const actual = [forward(x), backward(dOut, x)]
          expect(actual.map((t) => t.dtype)).toEqual(['float32', 'float32'])
          expectClose(actual[0], fromTf(tf.tidy(() => tf[name](toTf(x)))))
          expectClose(actual[1], fromTf(tf.tidy(() => tf.grad((input) => tf[name](input))(toTf(x), toTf(dOut)))))
        }),
        drawn,
      )
    })

    test('its backward agrees with finite differences on any shape, in float64', () => {
      fc.assert(
        fc.property(shapes, seeds, (shape, seed) => {
          const drawnX = draw(`x${seed}`, shape)
          const x = { ...drawnX, data: drawnX.data.map((value) => value + Math.sign(value) * 0.01) } // away from the kink
          const dOut = draw(`dOut${seed}`, shape)
          const before = [copyOf(x), copyOf(dOut)]
          const dX = backward(dOut, x)
          expect([x, dOut]).toEqual(before)
          expect(dX.dtype).toBe('float64')
          expectClose(
            dX,
            numericGradient(() => contract(forward(x), dOut), x),
            1e-7,
          )
        }),
        drawn,
      )
    })

    test('is finite at 1000 and -1000, in both dtypes', () => {
      for (const dtype of ['float32', 'float64'] as const) {
        const x = {
          ...float64([1000, -1000], [1, 2]),
          dtype,
          data: (dtype === 'float32' ? Float32Array : Float64Array).of(1000, -1000) as Tensor['data'],
        }
        const dOut = { ...x, data: x.data.map(() => 1) }
        expect([...forward(x).data, ...backward(dOut, x).data].every(Number.isFinite)).toBe(true)
      }
    })

    test('a dOut of another shape is a ShapeError, even where it would broadcast', () => {
      expect(shapeErrorOf(() => backward(draw(1, [1, 3]), draw(2, [2, 3]))).message).toBe(
        `${name}Backward: dOut must be of shape [2, 3]; got [1, 3]`,
      )
    })
  })
}
