import { expect, test } from '@jest/globals'
import { tanh, tanhBackward } from '../../../reference-engine/ops/tanh.ts'
import { scalarOracle } from '../scalar-oracle.ts'
import { float64 } from '../support.ts'
import { tf } from '../tfjs.ts'
import { describeActivation } from './elementwise.ts'

describeActivation({
  name: 'tanh',
  forward: tanh,
  backward: tanhBackward,
  inTf: tf.tanh,
  oracle: scalarOracle('tanh(x)'),
  points: [-300, -2, -0.1, -1e-9, 0, 1e-9, 0.5, 2, 300],
  reach: 40,
})

test('published values', () => {
  expect(tanh(float64([1])).data[0]).toBeCloseTo(0.7615941559557649, 15)
  expect(tanhBackward(float64([1]), float64([0])).data[0]).toBe(1)
})
