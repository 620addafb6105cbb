import { describe, expect, test } from '@jest/globals'
import { cosineDecay } from '../../../../reference-engine/optimizers/schedules/cosine-decay.ts'
import { exponentialDecay } from '../../../../reference-engine/optimizers/schedules/exponential-decay.ts'
import { stepDecay } from '../../../../reference-engine/optimizers/schedules/step-decay.ts'

describe('by hand', () => {
  test.each([
    [0, 0.1],
    [5, 0.1 * Math.sqrt(0.25)],
    [10, 0.025],
    [20, 0.00625],
  ])('exponentialDecay at step %p', (step, rate) => {
    expect(exponentialDecay(0.1, step, { decayRate: 0.25, decaySteps: 10 })).toBeCloseTo(rate, 15)
  })

  test.each([
    [0, 0.8],
    [9, 0.8],
    [10, 0.4],
    [19, 0.4],
    [30, 0.1],
  ])('stepDecay at step %p', (step, rate) => {
    expect(stepDecay(0.8, step, { dropRate: 0.5, dropEvery: 10 })).toBeCloseTo(rate, 15)
  })

  // cos(pi / 3) = 1 / 2
  test.each([
    [0, 0, 0.2],
    [100, 0, 0.15],
    [150, 0, 0.1],
    [300, 0, 0],
    [999, 0, 0],
    [0, 0.1, 0.2],
    [150, 0.1, 0.11],
    [300, 0.1, 0.02],
  ])('cosineDecay at step %p down to %p', (step, lowest, rate) => {
    expect(cosineDecay(0.2, step, { decaySteps: 300, lowest })).toBeCloseTo(rate, 15)
  })
})

test.each([
  [
    'exponentialDecay: decaySteps must be a number greater than 0; got 0',
    () => exponentialDecay(1, 1, { decayRate: 1, decaySteps: 0 }),
  ],
  [
    'stepDecay: dropEvery must be a number greater than 0; got -1',
    () => stepDecay(1, 1, { dropRate: 1, dropEvery: -1 }),
  ],
  ['cosineDecay: decaySteps must be a number greater than 0; got NaN', () => cosineDecay(1, 1, { decaySteps: NaN })],
])('%s', (message, action) => {
  expect(action).toThrow(message)
})
