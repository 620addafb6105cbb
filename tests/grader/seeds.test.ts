import { createHmac } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { randomOf, seedsOf } from '../../grader/seeds.ts'

const nothing = new Uint8Array()

describe('seedsOf', () => {
  test('is HMAC-SHA256 of exercise and files under the secret', () => {
    const secret = new TextEncoder().encode('spring term')
    const expected = createHmac('sha256', secret).update('exercise-3\nabc').digest('hex')
    expect(seedsOf(secret, 'exercise-3', 'abc', 'ada').files).toBe(expected)
  })

  test('changes with the files, the exercise, and the secret', () => {
    const seeds = [
      seedsOf(nothing, 'exercise-3', 'abc', 'ada'),
      seedsOf(nothing, 'exercise-3', 'abd', 'ada'),
      seedsOf(nothing, 'exercise-1', 'abc', 'ada'),
      seedsOf(new Uint8Array([1]), 'exercise-3', 'abc', 'ada'),
    ]
    expect(new Set(seeds.map(({ files }) => files)).size).toBe(4)
  })

  test('accuracy’s seed follows the student, not the files', () => {
    const [first, second, other] = [
      seedsOf(nothing, 'exercise-3', 'abc', 'ada'),
      seedsOf(nothing, 'exercise-3', 'a comment changed', 'ada'),
      seedsOf(nothing, 'exercise-3', 'abc', 'grace'),
    ]
    expect(second.identity).toBe(first.identity)
    expect(other.identity).not.toBe(first.identity)
  })
})

test('each case has randomness of its own, the same each time', () => {
  const draw = (seed: string, caseId: string): number => randomOf(seed, caseId).uniform()
  expect(draw('ab', 'sigmoid-values/0')).toBe(draw('ab', 'sigmoid-values/0'))
  expect(
    new Set([draw('ab', 'sigmoid-values/0'), draw('ab', 'sigmoid-values/1'), draw('ac', 'sigmoid-values/0')]).size,
  ).toBe(3)
})
