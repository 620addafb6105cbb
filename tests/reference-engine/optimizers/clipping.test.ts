import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { ArgumentError } from '../../../reference-engine/argument-error.ts'
import { clipByGlobalNorm } from '../../../reference-engine/optimizers/clip-by-global-norm.ts'
import { clipByNorm } from '../../../reference-engine/optimizers/clip-by-norm.ts'
import { clipByValue } from '../../../reference-engine/optimizers/clip-by-value.ts'
import { clipGradients } from '../../../reference-engine/optimizers/optimizer.ts'
import { draw, drawn, expectClose, float64, floatingTypes, seeds, shapes } from '../support.ts'
import { exact } from '../scalar-oracle.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

describe('clipByGlobalNorm', () => {
  test('scales all by one factor, down to the norm and never up', () => {
    fc.assert(
      fc.property(shapes, shapes, seeds, fc.double({ min: 0.1, max: 20, noNaN: true }), (a, b, seed, maxNorm) => {
        const gradients = [draw(`a${seed}`, a), draw(`b${seed}`, b)]
        const all = gradients.flatMap((gradient) => [...gradient.data])
        const norm = Math.hypot(...all)
        const factor = Math.min(1, maxNorm / norm)
        clipByGlobalNorm(gradients, maxNorm).forEach((clipped, index) =>
          expectClose(
            clipped,
            { shape: gradients[index].shape, data: gradients[index].data.map((x) => x * factor) },
            1e-13,
          ),
        )
      }),
      drawn,
    )
  })

  test('published: [3, 4] and [12] have the norm 13', () => {
    const [first, second] = clipByGlobalNorm([float64([3, 4]), float64([12])], 6.5)
    expectClose(first, { shape: [2], data: [1.5, 2] })
    expectClose(second, { shape: [1], data: [6] })
  })

  test('zeros, nothing and squares too large for a number', () => {
    expect(clipByGlobalNorm([float64([0, 0])], 1)).toEqual([float64([0, 0])])
    expect(clipByGlobalNorm([], 1)).toEqual([])
    expectClose(clipByGlobalNorm([float64([3e200, 4e200])], 5)[0], { shape: [2], data: [3, 4] })
  })

  test('a bound that is none is an ArgumentError', () => {
    expect(() => clipByGlobalNorm([], 0)).toThrow(
      new ArgumentError('clipByGlobalNorm', 'maxNorm', 'a number greater than 0', '0'),
    )
  })
})

const bounds = fc.double({ min: 0.1, max: 5, noNaN: true })

test('clipByNorm is its formula in 64 digits, in both dtypes', () => {
  fc.assert(
    fc.property(shapes, seeds, floatingTypes, bounds, (shape, seed, dtype, maxNorm) => {
      const gradient = draw(seed, shape, dtype)
      const squares = gradient.data.reduce((sum, value) => sum + value * value, 0)
      const factor = exact('min(1, maxNorm / sqrt(squares))', { maxNorm, squares })
      const clipped = clipByNorm(gradient, maxNorm)
      expect(clipped.dtype).toBe(dtype)
      expectClose(clipped, { shape, data: gradient.data.map((value) => value * factor) })
    }),
    drawn,
  )
})

test('clipByValue agrees with tf.js', () => {
  fc.assert(
    fc.property(shapes, seeds, bounds, bounds, (shape, seed, a, b) => {
      const gradient = draw(seed, shape, 'float32', 3)
      const [lowest, highest] = [Math.min(a - 2, b - 2), Math.max(a - 2, b - 2)]
      expectClose(clipByValue(gradient, lowest, highest), fromTf(tf.clipByValue(toTf(gradient), lowest, highest)))
    }),
    drawn,
  )
})

test('a gradient of nothing stays one; NaN is not hidden', () => {
  const nothing = float64([], [0, 3])
  expect([clipByNorm(nothing, 1), clipByValue(nothing, 0, 1), ...clipByGlobalNorm([nothing], 1)]).toEqual([
    nothing,
    nothing,
    nothing,
  ])
  const broken = float64([NaN, 3])
  expect(clipByNorm(broken, 1).data[0]).toBeNaN()
  expect(clipByGlobalNorm([broken], 1)[0].data[0]).toBeNaN()
  expect(clipByValue(broken, -1, 1).data[0]).toBeNaN()
})

test('clipByNorm takes each gradient for itself', () => {
  expectClose(clipByNorm(float64([3, 4]), 1), { shape: [2], data: [0.6, 0.8] })
  expect(clipByNorm(float64([0.3, 0.4]), 1)).toEqual(float64([0.3, 0.4]))
})

test('clipByValue bounds each entry', () => {
  expect(clipByValue(float64([-3, -0.5, 0.5, 3]), -1, 2)).toEqual(float64([-1, -0.5, 0.5, 2]))
  expect(() => clipByValue(float64([1]), 1, 0)).toThrow('clipByValue: highest must be a number of 1 or more; got 0')
  expect(() => clipByValue(float64([1]), NaN, 0)).toThrow('clipByValue: lowest must be a number; got NaN')
})

test('clipGradients does what the options say', () => {
  const gradients = [float64([3, 4]), float64([12])]
  const flat = (clipping: object) => clipGradients(gradients, clipping).flatMap((gradient) => [...gradient.data])
  expect(flat({})).toEqual([3, 4, 12])
  expect(flat({ clipValue: 3.5 })).toEqual([3, 3.5, 3.5])
  expect(flat({ clipNorm: 2.5 })).toEqual([1.5, 2, 2.5])
  expect(flat({ globalClipNorm: 6.5 })).toEqual([1.5, 2, 6])
})
