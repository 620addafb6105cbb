import { expect, test } from '@jest/globals'
import { tanh, tanhBackward } from '../../../reference-engine/ops/tanh.ts'
import { float64, int32 } from '../support.ts'
import { describeActivation } from './elementwise.ts'

describeActivation({
  name: 'tanh',
  forward: tanh,
  backward: tanhBackward,
  formula: 'tanh(x)',
  points: [-300, -2, -0.1, -1e-9, 0, 1e-9, 0.5, 2, 300],
})

test('published values', () => {
  expect(tanh(float64([1])).data[0]).toBeCloseTo(0.7615941559557649, 15)
  expect(tanhBackward(float64([1]), float64([0])).data[0]).toBe(1)
})

test('int32 becomes float32', () => {
  expect(tanh(int32([1])).dtype).toBe('float32')
})
