import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { gradientDescentStep } from '../../../reference-engine/optimizers/gradient-descent.ts'
import { build, copyOf, draw, drawn, entryAt, expectClose, float64, seeds, shapeErrorOf, shapes } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

describe('gradientDescentStep', () => {
  test('goes learningRate * gradient downhill, on any shape', () => {
    fc.assert(
      fc.property(shapes, seeds, fc.double({ min: 1e-4, max: 2, noNaN: true }), (shape, seed, rate) => {
        const [parameter, gradient] = [draw(`p${seed}`, shape), draw(`g${seed}`, shape)]
        const before = [copyOf(parameter), copyOf(gradient)]
        const expected = build(shape, (index) => entryAt(parameter, index) - rate * entryAt(gradient, index))
        expectClose(gradientDescentStep(parameter, gradient, rate), expected, 1e-15)
        expect([parameter, gradient]).toEqual(before)
      }),
      drawn,
    )
  })

  test("agrees with tf.js' own optimizer in float32", () => {
    const [parameter, gradient] = [draw('p', [3, 2], 'float32'), draw('g', [3, 2], 'float32')]
    const variable = tf.variable(toTf(parameter), true, 'parameter')
    tf.train.sgd(0.1).applyGradients({ parameter: toTf(gradient) })
    const stepped = gradientDescentStep(parameter, gradient, 0.1)
    expect(stepped.dtype).toBe('float32')
    expectClose(stepped, fromTf(variable))
  })

  test('by hand', () => {
    expectClose(gradientDescentStep(float64([1, 2]), float64([10, -10]), 0.1), { shape: [2], data: [0, 3] })
  })

  test('shapes that differ are a ShapeError', () => {
    expect(shapeErrorOf(() => gradientDescentStep(draw(1, [2, 3]), draw(2, [3]), 0.1)).message).toBe(
      'gradientDescentStep: gradient must be of shape [2, 3]; got [3]',
    )
  })
})
