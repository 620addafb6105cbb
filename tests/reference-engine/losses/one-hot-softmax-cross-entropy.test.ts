import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import {
  oneHotSoftmaxCrossEntropy,
  oneHotSoftmaxCrossEntropyBackward,
} from '../../../reference-engine/losses/one-hot-softmax-cross-entropy.ts'
import type { DType, Tensor } from '../../../reference-engine/tensor.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import { exact, exactDerivative } from '../scalar-oracle.ts'
import { build, draw, drawn, entryAt, expectClose, extents, float64, seeds, shapeErrorOf } from '../support.ts'
import { tf, toTf } from '../tfjs.ts'

const formula = '-0.2 * log(exp(a) / (exp(a) + exp(b) + exp(c))) - 0.8 * log(exp(b) / (exp(a) + exp(b) + exp(c)))'

/** Rows of one-hot labels, smoothed by half or not at all. */
function drawTargets(seed: number, samples: number, classes: number, dtype: DType, smoothing: number): Tensor {
  const t = draw(seed, [samples, classes], dtype)
  const isLabel = (index: number) => (seed + 3 * Math.floor(index / classes)) % classes === index % classes
  return { ...t, data: t.data.map((_, index) => Number(isLabel(index)) * (1 - smoothing) + smoothing / classes) }
}

describe('oneHotSoftmaxCrossEntropy', () => {
  test('is its formula in 64 digits, and so is its derivative', () => {
    const values = { a: 0.3, b: -1.2, c: 2 }
    const [x, y] = [float64([0.3, -1.2, 2], [1, 3]), float64([0.2, 0.8, 0], [1, 3])]
    expect(oneHotSoftmaxCrossEntropy(x, y)).toBeCloseTo(exact(formula, values), 14)
    const expected = ['a', 'b', 'c'].map((by) => exactDerivative(formula, by, values))
    expectClose(oneHotSoftmaxCrossEntropyBackward(x, y), { shape: [1, 3], data: expected }, 1e-14)
  })

  test('is its definition by plain loops, its backward agrees with differences, also for rows of any sum, in float64', () => {
    fc.assert(
      fc.property(seeds, extents, extents, (seed, samples, classes) => {
        const [x, y] = [draw(`x${seed}`, [samples, classes]), draw(`y${seed}`, [samples, classes])]
        const forward = () => float64([oneHotSoftmaxCrossEntropy(x, y)])
        const losses = build([samples], ([sample]) => {
          const at = (t: Tensor, label: number) => entryAt(t, [sample, label])
          let [total, loss] = [0, 0]
          for (let label = 0; label < classes; label++) total += Math.exp(at(x, label))
          for (let label = 0; label < classes; label++) loss -= at(y, label) * Math.log(Math.exp(at(x, label)) / total)
          return loss
        })
        const expected = losses.data.reduce((sum, loss) => sum + loss, 0) / samples
        expect(Math.abs(oneHotSoftmaxCrossEntropy(x, y) - expected)).toBeLessThanOrEqual(1e-13)
        expectNumericGradients(forward, float64([1]), [x], () => [oneHotSoftmaxCrossEntropyBackward(x, y)])
      }),
      drawn,
    )
  })

  test('agrees with tf.js in float32', () => {
    fc.assert(
      fc.property(
        seeds,
        extents,
        fc.integer({ min: 2, max: 6 }),
        fc.constantFrom(0, 0.5),
        (seed, samples, classes, s) => {
          const x = draw(seed, [samples, classes], 'float32')
          const y = drawTargets(seed, samples, classes, 'float32', s)
          const loss = Float32Array.of(oneHotSoftmaxCrossEntropy(x, y)) as Tensor['data']
          expectLikeTf({
            inputs: [x],
            output: { shape: [], dtype: 'float32', data: loss },
            dOut: { shape: [], dtype: 'float32', data: Float32Array.of(1) as Tensor['data'] },
            gradients: [oneHotSoftmaxCrossEntropyBackward(x, y)],
            inTf: ([input]) => tf.losses.softmaxCrossEntropy(toTf(y), input),
          })
        },
      ),
      drawn,
    )
  })

  test('is right at 1000 and -1000; a class of weight 0 costs nothing, even at -Infinity', () => {
    const x = float64([1000, -1000, -1000, 1000], [2, 2])
    expect(oneHotSoftmaxCrossEntropy(x, float64([0, 1, 0, 1], [2, 2]))).toBe(1000)
    expect([...oneHotSoftmaxCrossEntropyBackward(x, float64([0, 1, 0, 1], [2, 2])).data]).toEqual([0.5, -0.5, 0, 0])
    const masked = float64([0, -Infinity], [1, 2])
    expect(oneHotSoftmaxCrossEntropy(masked, float64([1, 0], [1, 2]))).toBeCloseTo(0, 15)
  })

  test('an empty batch has no mean, and an empty gradient', () => {
    const [x, y] = [draw(1, [0, 3]), draw(2, [0, 3])]
    expect(oneHotSoftmaxCrossEntropy(x, y)).toBeNaN()
    expect(oneHotSoftmaxCrossEntropyBackward(x, y).shape).toEqual([0, 3])
  })

  test('misfits are ShapeErrors', () => {
    for (const loss of [oneHotSoftmaxCrossEntropy, oneHotSoftmaxCrossEntropyBackward]) {
      expect(shapeErrorOf(() => loss(draw(1, [2, 3]), draw(2, [2]))).message).toBe(
        `${loss.name}: oneHot must be of shape [2, 3]; got [2]`,
      )
      expect(shapeErrorOf(() => loss(draw(1, [3]), draw(2, [3]))).message).toBe(
        `${loss.name}: logits must be of rank 2, [N, C]; got [3]`,
      )
    }
  })
})
