import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { cosineDecay } from '../../../../reference-engine/optimizers/schedules/cosine-decay.ts'
import { exponentialDecay } from '../../../../reference-engine/optimizers/schedules/exponential-decay.ts'
import { stepDecay } from '../../../../reference-engine/optimizers/schedules/step-decay.ts'
import { exact } from '../../scalar-oracle.ts'
import { drawn } from '../../support.ts'

const fractions = fc.double({ min: 0.01, max: 1, noNaN: true })
const numbersOfSteps = fc.integer({ min: 1, max: 1000 })

describe('in 64 digits', () => {
  const expectRate = (rate: number, formula: string, values: { [name: string]: number }): void => {
    const expected = exact(formula, values)
    expect(Math.abs(rate - expected)).toBeLessThanOrEqual(1e-10 * values.initial)
  }

  test('exponentialDecay', () => {
    fc.assert(
      fc.property(fractions, fc.nat(5000), fractions, numbersOfSteps, (initial, step, decayRate, decaySteps) => {
        const rate = exponentialDecay(initial, step, { decayRate, decaySteps })
        expectRate(rate, 'initial * decayRate ^ (step / decaySteps)', { initial, step, decayRate, decaySteps })
      }),
      drawn,
    )
  })

  test('stepDecay', () => {
    fc.assert(
      fc.property(fractions, fc.nat(5000), fractions, numbersOfSteps, (initial, step, dropRate, dropEvery) => {
        const rate = stepDecay(initial, step, { dropRate, dropEvery })
        expectRate(rate, 'initial * dropRate ^ floor(step / dropEvery)', { initial, step, dropRate, dropEvery })
      }),
      drawn,
    )
  })

  test('cosineDecay', () => {
    fc.assert(
      fc.property(fractions, fc.nat(2000), fractions, numbersOfSteps, (initial, step, lowest, decaySteps) => {
        const rate = cosineDecay(initial, step, { decaySteps, lowest })
        const formula = 'initial * (lowest + (1 - lowest) * (1 + cos(pi * min(step, decaySteps) / decaySteps)) / 2)'
        expectRate(rate, formula, { initial, step, lowest, decaySteps })
      }),
      drawn,
    )
  })
})

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

const exponential = { decayRate: 0.5, decaySteps: 10 }
const stepwise = { dropRate: 0.5, dropEvery: 10 }

test.each([
  [
    'exponentialDecay: decaySteps must be a number greater than 0; got 0',
    () => exponentialDecay(1, 1, { ...exponential, decaySteps: 0 }),
  ],
  [
    'exponentialDecay: decayRate must be a number greater than 0; got -1',
    () => exponentialDecay(1, 1, { ...exponential, decayRate: -1 }),
  ],
  ['exponentialDecay: initialRate must be a number of 0 or more; got NaN', () => exponentialDecay(NaN, 1, exponential)],
  ['exponentialDecay: step must be a number of 0 or more; got -1', () => exponentialDecay(1, -1, exponential)],
  [
    'stepDecay: dropEvery must be a number greater than 0; got -1',
    () => stepDecay(1, 1, { ...stepwise, dropEvery: -1 }),
  ],
  ['stepDecay: dropRate must be a number greater than 0; got 0', () => stepDecay(1, 1, { ...stepwise, dropRate: 0 })],
  ["stepDecay: initialRate must be a number of 0 or more; got '1'", () => stepDecay('1' as never, 1, stepwise)],
  ['stepDecay: step must be a number of 0 or more; got Infinity', () => stepDecay(1, Infinity, stepwise)],
  ['cosineDecay: decaySteps must be a number greater than 0; got NaN', () => cosineDecay(1, 1, { decaySteps: NaN })],
  ['cosineDecay: lowest must be a number from 0 to 1; got 2', () => cosineDecay(1, 1, { decaySteps: 1, lowest: 2 })],
  ['cosineDecay: initialRate must be a number of 0 or more; got -1', () => cosineDecay(-1, 1, { decaySteps: 1 })],
  ['cosineDecay: step must be a number of 0 or more; got NaN', () => cosineDecay(1, NaN, { decaySteps: 1 })],
])('%s', (message, action) => {
  expect(action).toThrow(message)
})
