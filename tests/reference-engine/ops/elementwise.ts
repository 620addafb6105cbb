import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { tensor, type Tensor } from '../../../reference-engine/tensor.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import type { ScalarOracle } from '../scalar-oracle.ts'
import { draw, drawn, float64, int32, seeds, shapeErrorOf, shapes, tolerance } from '../support.ts'
import type { tf } from '../tfjs.ts'

interface Activation {
  name: string
  forward: (x: Tensor) => Tensor
  backward: (dOut: Tensor, x: Tensor) => Tensor
  /** The same op in tf.js. */
  inTf: (x: tf.Tensor) => tf.Tensor
  oracle: ScalarOracle
  /** Where it is held against the oracle, besides numbers drawn from -reach to reach. */
  points: readonly number[]
  reach: number
  /** Standard deviation of what is held against tf.js, which loses digits further out. */
  spread?: number
}

/** What every activation that works entry by entry must do. */
export function describeActivation({
  name,
  forward,
  backward,
  inTf,
  oracle,
  points,
  reach,
  spread = 3,
}: Activation): void {
  const anywhere = fc.double({ min: -reach, max: reach, noNaN: true }).filter((x) => Math.fround(x) !== 0) // where a kink may be

  function expectExact(values: readonly number[], seed: string | number): void {
    for (const dtype of ['float32', 'float64'] as const) {
      const x = tensor(values, [values.length], dtype)
      const dOut = draw(seed, x.shape, dtype)
      expectEach(forward(x), Array.from(x.data, oracle.value))
      const slopes = Array.from(x.data, (value, index) => oracle.derivative(value) * dOut.data[index])
      expectEach(backward(dOut, x), slopes)
    }
  }

  describe(name, () => {
    test('is its formula, its backward the symbolic derivative times dOut: each entry to 1e-10 of itself, 1e-5 in float32', () => {
      expectExact(points, 'upstream')
      fc.assert(
        fc.property(fc.array(anywhere, { minLength: 1, maxLength: 4 }), seeds, (values, seed) => {
          expectExact(values, seed)
        }),
        drawn,
      )
    })

    test('agrees with tf.js in float32, forward and backward, on any shape', () => {
      fc.assert(
        fc.property(shapes, seeds, (shape, seed) => {
          const x = draw(`x${seed}`, shape, 'float32', spread)
          const dOut = draw(`dOut${seed}`, shape, 'float32')
          const gradients = [backward(dOut, x)]
          expectLikeTf({ inputs: [x], output: forward(x), dOut, gradients, inTf: ([input]) => inTf(input) })
        }),
        drawn,
      )
    })

    test('its backward agrees with differences on any shape, in float64', () => {
      fc.assert(
        fc.property(shapes, seeds, (shape, seed) => {
          const drawnX = draw(`x${seed}`, shape)
          const x = { ...drawnX, data: drawnX.data.map((value) => value + Math.sign(value) * 0.01) } // away from a kink
          const dOut = draw(`dOut${seed}`, shape)
          expectNumericGradients(
            () => forward(x),
            dOut,
            [x],
            () => [backward(dOut, x)],
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

    test('takes 1 x 1, a batch of 1 and an empty batch; of int32 it is float32', () => {
      for (const shape of [
        [1, 1],
        [1, 3],
        [0, 3],
      ]) {
        const x = draw(1, shape)
        expect([forward(x).shape, backward(x, x).shape]).toEqual([shape, shape])
      }
      const whole = int32([1, -2])
      expect([forward(whole).dtype, backward(whole, whole).dtype]).toEqual(['float32', 'float32'])
    })

    test('NaN shows', () => {
      expect(forward(float64([NaN])).data[0]).toBeNaN()
    })

    test('misfits say so, even where they would broadcast', () => {
      expect(shapeErrorOf(() => backward(draw(1, [1, 3]), draw(2, [2, 3]))).message).toBe(
        `${name}Backward: dOut must be of shape [2, 3]; got [1, 3]`,
      )
      const short = { ...draw(1, [2]), shape: [3] }
      expect(shapeErrorOf(() => forward(short)).message).toBe(
        `${name}: x must be of 3 entries to fill shape [3]; got 2`,
      )
      expect(() => forward([1, 2] as unknown as Tensor)).toThrow(`${name}: x must be a tensor; got an array`)
    })
  })
}

/** Each entry within the dtype's bound of itself, until it is too small for its dtype. */
function expectEach({ data, dtype }: Tensor, expected: readonly number[]): void {
  const smallest = dtype === 'float64' ? 1e-307 : 1e-37
  const isRight = (value: number, index: number) =>
    Math.abs(data[index] - value) <= tolerance[dtype] * Math.abs(value) + smallest
  const wrong = expected.flatMap((value, index) => (isRight(value, index) ? [] : [{ value, received: data[index] }]))
  expect({ length: data.length, wrong }).toEqual({ length: expected.length, wrong: [] })
}
