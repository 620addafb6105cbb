import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { crossEntropy, crossEntropyBackward } from '../../../reference-engine/losses/cross-entropy.ts'
import type { DType, Tensor } from '../../../reference-engine/tensor.ts'
import { exact, exactDerivative } from '../scalar-oracle.ts'
import {
  build,
  copyOf,
  draw,
  drawn,
  entryAt,
  expectClose,
  extents,
  float64,
  floatingTypes,
  numericGradient,
  seeds,
  shapeErrorOf,
} from '../support.ts'

function cases(seed: number, samples: number, classes: number, dtype: DType): [probabilities: Tensor, oneHot: Tensor] {
  const noise = draw(`p${seed}`, [samples, classes], dtype)
  const probabilities = { ...noise, data: noise.data.map((value) => 0.05 + 0.9 / (1 + Math.exp(-value))) }
  const labels = Array.from({ length: samples }, (_, sample) => (seed + 7 * sample) % classes)
  const data = probabilities.data.map((_, index) => Number(labels[Math.floor(index / classes)] === index % classes))
  return [probabilities, { ...probabilities, data }]
}

describe('crossEntropy', () => {
  test('is its formula by plain loops, its backward by finite differences, in both dtypes', () => {
    fc.assert(
      fc.property(seeds, extents, extents, floatingTypes, (seed, samples, classes, dtype) => {
        const [probabilities, oneHot] = cases(seed, samples, classes, dtype)
        const before = [copyOf(probabilities), copyOf(oneHot)]
        let expected = 0
        for (const [index, y] of [...oneHot.data].entries())
          if (y === 1) expected -= Math.log(probabilities.data[index]) / samples
        const relative = dtype === 'float64' ? 1e-13 : 1e-5
        expect(Math.abs(crossEntropy(probabilities, oneHot) - expected)).toBeLessThanOrEqual(relative * expected)
        const gradient = crossEntropyBackward(probabilities, oneHot)
        expect(gradient.dtype).toBe(dtype)
        expect([probabilities, oneHot]).toEqual(before)
        const naive = build(
          [samples, classes],
          (index) => -entryAt(oneHot, index) / entryAt(probabilities, index) / samples,
        )
        expectClose(gradient, naive)
        if (dtype === 'float64') {
          expectClose(
            gradient,
            numericGradient(() => crossEntropy(probabilities, oneHot), probabilities),
            1e-6,
          )
        }
      }),
      drawn,
    )
  })

  test("the article's example: its own formula gives -ln 0.8 of a single sample", () => {
    const [p, y] = [float64([0.2, 0.8, 0.1], [1, 3]), float64([0, 1, 0], [1, 3])]
    expect(crossEntropy(p, y)).toBeCloseTo(0.2231435513142097, 15)
    expect(crossEntropy(p, y)).toBeCloseTo(exact('-log(p)', { p: 0.8 }), 15)
    const derivative = exactDerivative('-log(p)', 'p', { p: 0.8 })
    expectClose(crossEntropyBackward(p, y), { shape: [1, 3], data: [0, derivative, 0] }, 1e-15)
  })

  test('a class that is not the label counts nothing, whatever its probability', () => {
    const [p, y] = [float64([0, 1], [1, 2]), float64([0, 1], [1, 2])]
    expect(crossEntropy(p, y)).toBeCloseTo(0, 15)
    expect([...crossEntropyBackward(p, y).data]).toEqual([0, -1])
    expect(crossEntropy(float64([0, 1], [1, 2]), float64([1, 0], [1, 2]))).toBe(Infinity)
  })

  test('misfits are ShapeErrors', () => {
    expect(shapeErrorOf(() => crossEntropy(draw(1, [2, 3]), draw(2, [2, 2]))).message).toBe(
      'crossEntropy: oneHot must be of shape [2, 3]; got [2, 2]',
    )
    expect(shapeErrorOf(() => crossEntropyBackward(draw(1, [3]), draw(2, [3]))).message).toBe(
      'crossEntropyBackward: probabilities must be of rank 2, [N, C]; got [3]',
    )
  })
})
