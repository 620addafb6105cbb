import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { ArgumentError } from '../../../reference-engine/argument-error.ts'
import { clipByGlobalNorm } from '../../../reference-engine/optimizers/clip-by-global-norm.ts'
import { clipByNorm } from '../../../reference-engine/optimizers/clip-by-norm.ts'
import { clipByValue } from '../../../reference-engine/optimizers/clip-by-value.ts'
import { clipGradients } from '../../../reference-engine/optimizers/optimizer.ts'
import { draw, drawn, expectClose, float64, seeds, shapes } from '../support.ts'

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

test('clipByNorm takes each gradient for itself', () => {
  expectClose(clipByNorm(float64([3, 4]), 1), { shape: [2], data: [0.6, 0.8] })
  expect(clipByNorm(float64([0.3, 0.4]), 1)).toEqual(float64([0.3, 0.4]))
})

test('clipByValue bounds each entry', () => {
  expect(clipByValue(float64([-3, -0.5, 0.5, 3]), -1, 2)).toEqual(float64([-1, -0.5, 0.5, 2]))
  expect(() => clipByValue(float64([1]), 1, 0)).toThrow('clipByValue: highest must be a number of 1 or more; got 0')
})

test('clipGradients does what the options say', () => {
  const gradients = [float64([3, 4]), float64([12])]
  const flat = (clipping: object) => clipGradients(gradients, clipping).flatMap((gradient) => [...gradient.data])
  expect(flat({})).toEqual([3, 4, 12])
  expect(flat({ clipValue: 3.5 })).toEqual([3, 3.5, 3.5])
  expect(flat({ clipNorm: 2.5 })).toEqual([1.5, 2, 2.5])
  expect(flat({ globalClipNorm: 6.5 })).toEqual([1.5, 2, 6])
})
