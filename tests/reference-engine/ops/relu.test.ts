import { expect, test } from '@jest/globals'
import { relu, reluBackward } from '../../../reference-engine/ops/relu.ts'
import { scalarOracle } from '../scalar-oracle.ts'
import { float64 } from '../support.ts'
import { tf } from '../tfjs.ts'
import { describeActivation } from './elementwise.ts'

describeActivation({
  name: 'relu',
  forward: relu,
  backward: reluBackward,
  inTf: tf.relu,
  oracle: scalarOracle('(x + abs(x)) / 2'),
  points: [-700, -2, -1e-12, 1e-12, 0.5, 700],
  reach: 1000,
})

test('negative inputs give 0, not 1, and the derivative at 0 is 0', () => {
  expect([...relu(float64([-3, 0, 4])).data]).toEqual([0, 0, 4])
  expect([...reluBackward(float64([5, 5, 5, 5]), float64([-3, 0, -0, 4])).data]).toEqual([0, 0, 0, 5])
})

test('an infinite dOut stays out where x is negative', () => {
  expect([...reluBackward(float64([Infinity, Infinity]), float64([-1, 1])).data]).toEqual([0, Infinity])
})
