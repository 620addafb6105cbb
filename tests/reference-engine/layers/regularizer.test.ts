import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { conv2d } from '../../../reference-engine/layers/conv2d.ts'
import { dense } from '../../../reference-engine/layers/dense.ts'
import { gru } from '../../../reference-engine/layers/gru.ts'
import { lstm } from '../../../reference-engine/layers/lstm.ts'
import type { Layer } from '../../../reference-engine/layers/layer.ts'
import { regularizer, type RegularizerOption } from '../../../reference-engine/layers/regularizer.ts'
import { simpleRnn } from '../../../reference-engine/layers/simple-rnn.ts'
import { Random } from '../../../reference-engine/random.ts'
import { mapWeights, totalPenalty } from '../../../reference-engine/training/passes.ts'
import { exact, exactDerivative } from '../scalar-oracle.ts'
import { draw, drawn, expectClose, seeds, shapes } from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const strengths = fc.record(
  { l1: fc.constantFrom(0, 0.01, 0.3), l2: fc.constantFrom(0, 0.02, 0.5) },
  { requiredKeys: [] },
)
const formula = 'l1 * abs(w) + l2 * w^2'

test('float64: penalty and gradient by mathjs', () => {
  fc.assert(
    fc.property(shapes, seeds, strengths, (shape, seed, given) => {
      const w = draw(seed, shape)
      const { penalty, gradient } = made(given)
      const values = Array.from(w.data, (entry) => ({ l1: 0, l2: 0, ...given, w: entry }))
      const expected = values.reduce((sum, of) => sum + exact(formula, of), 0)
      expect(Math.abs(penalty(w) - expected)).toBeLessThanOrEqual(1e-12 * expected)
      expectClose(gradient(w), { shape, data: values.map((of) => exactDerivative(formula, 'w', of)) })
    }),
    { ...drawn, numRuns: 8 }, // mathjs takes its time
  )
})

test('float32: penalty and gradient by tf.regularizers', () => {
  fc.assert(
    fc.property(shapes, seeds, strengths, (shape, seed, { l1 = 0, l2 = 0 }) => {
      const w = draw(seed, shape, 'float32')
      const { penalty, gradient } = made({ l1, l2 })
      if (l1 + l2 === 0) return // tf.js finds no gradient then
      const theirs = tf.regularizers.l1l2({ l1, l2 })
      const { value, grad } = tf.valueAndGrad((t) => theirs.apply(t))(toTf(w))
      const expected = value.dataSync()[0]
      expect(Math.abs(penalty(w) - expected)).toBeLessThanOrEqual(1e-5 * expected)
      expectClose(gradient(w), fromTf(grad))
    }),
    drawn,
  )
})

const options = { kernelRegularizer: { l1: 0.1 }, biasRegularizer: { l2: 0.2 } }
const recurrentOptions = { ...options, units: 2, recurrentRegularizer: { l1: 0.3, l2: 0.4 } }
const strengthOf: { [weight: string]: { l1: number; l2: number } } = {
  kernel: { l1: 0.1, l2: 0 },
  bias: { l1: 0, l2: 0.2 },
  recurrent_kernel: { l1: 0.3, l2: 0.4 },
}

test.each<[string, Layer, number[]]>([
  ['dense', dense({ units: 2, ...options }), [3]],
  ['conv2d', conv2d({ filters: 2, kernelSize: 2, ...options }), [3, 3, 2]],
  ['simpleRnn', simpleRnn(recurrentOptions), [2, 3]],
  ['lstm', lstm(recurrentOptions), [2, 3]],
  ['gru', gru(recurrentOptions), [2, 3]],
])('each weight of %s gets the penalty meant for it', (name, layer, inputShape) => {
  const { weights: initial, outputShape } = layer.build(inputShape, new Random(1))
  const weights = mapWeights(initial, (weight, of) => draw(of, weight.shape))
  const expected = Object.entries(weights).flatMap(([weight, { data }]) =>
    Array.from(data, (w) => exact(formula, { ...strengthOf[weight], w })),
  )
  const penalty = totalPenalty([{ name, layer, inputShape, outputShape, weights }])
  expect(penalty / expected.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
})

test.each<[string, unknown]>([
  ['dense: kernelRegularizer.l2 must be a number of 0 or more; got -1', { l2: -1 }],
  ['dense: kernelRegularizer.l1 must be a number of 0 or more; got Infinity', { l1: Infinity }],
  ["dense: kernelRegularizer must be an object with the numbers l1, l2, or one of them; got 'l2'", 'l2'],
  ['dense: kernelRegularizer must be an object with the numbers l1, l2, or one of them; got 0.01', 0.01],
  ['dense: kernelRegularizer must be an object with the numbers l1, l2, or one of them; got {"L2":1}', { L2: 1 }],
])('%s', (message, kernelRegularizer) => {
  expect(() => dense({ units: 1, kernelRegularizer: kernelRegularizer as RegularizerOption })).toThrow(message)
})

function made(given: RegularizerOption) {
  const found = regularizer('dense', 'kernelRegularizer', given)
  if (!found) throw new Error('no regularizer')
  return found
}
