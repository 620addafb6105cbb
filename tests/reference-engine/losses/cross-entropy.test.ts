import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { crossEntropy, crossEntropyBackward } from '../../../reference-engine/losses/cross-entropy.ts'
import { tensor, type DType, type Tensor } from '../../../reference-engine/tensor.ts'
import { expectLikeTf } from '../op-oracles.ts'
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
import { tf, toTf } from '../tfjs.ts'

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

  test('agrees with tf.js in float32, forward and backward', () => {
    fc.assert(
      fc.property(seeds, extents, extents, (seed, samples, classes) => {
        const [probabilities, oneHot] = cases(seed, samples, classes, 'float32')
        expectLikeTf({
          inputs: [probabilities],
          output: tensor([crossEntropy(probabilities, oneHot)], []),
          dOut: tensor([1], []),
          gradients: [crossEntropyBackward(probabilities, oneHot)],
          inTf: ([p]) => tf.neg(tf.mean(tf.sum(toTf(oneHot).mul(tf.log(p)), 1))),
        })
      }),
      drawn,
    )
  })

  test("published: 1.177, the example of Keras' documentation", () => {
    const p = float64([0.05, 0.95, 0, 0.1, 0.8, 0.1], [2, 3])
    expect(crossEntropy(p, float64([0, 1, 0, 0, 0, 1], [2, 3]))).toBeCloseTo(1.177, 3)
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

  test('an empty batch has no mean, and an empty gradient', () => {
    const [p, y] = [draw(1, [0, 3]), draw(2, [0, 3])]
    expect(crossEntropy(p, y)).toBeNaN()
    expect(crossEntropyBackward(p, y).shape).toEqual([0, 3])
  })

  test('targets outside 0 to 1 say so', () => {
    for (const loss of [crossEntropy, crossEntropyBackward]) {
      for (const wrong of [-1, 2, NaN]) {
        expect(() => loss(draw(1, [1, 2]), float64([0, wrong], [1, 2]))).toThrow(
          `${loss.name}: oneHot must be numbers from 0 to 1; got ${wrong} at entry 1`,
        )
      }
    }
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
