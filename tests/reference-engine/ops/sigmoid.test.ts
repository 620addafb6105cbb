import { expect, test } from '@jest/globals'
import { sigmoid, sigmoidBackward } from '../../../reference-engine/ops/sigmoid.ts'
import { scalarOracle } from '../scalar-oracle.ts'
import { float64 } from '../support.ts'
import { tf } from '../tfjs.ts'
import { describeActivation } from './elementwise.ts'

describeActivation({
  name: 'sigmoid',
  forward: sigmoid,
  backward: sigmoidBackward,
  inTf: tf.sigmoid,
  oracle: scalarOracle('1 / (1 + exp(-x))'),
  points: [-700, -30, -2, -0.1, 0, 1e-9, 0.5, 2, 30, 700],
  reach: 40,
})

test('published values', () => {
  const [half, two, one] = sigmoid(float64([0, 2, 1])).data
  expect(half).toBe(0.5)
  expect(two).toBeCloseTo(0.8807970779778823, 15)
  expect(one).toBeCloseTo(0.7310585786300049, 15)
  expect(sigmoidBackward(float64([1]), float64([0])).data[0]).toBe(0.25)
})

test('its limits are 0 and 1', () => {
  expect([...sigmoid(float64([-1000, 1000, -Infinity, Infinity])).data]).toEqual([0, 1, 0, 1])
})
