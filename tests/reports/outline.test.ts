import { describe, expect, test } from '@jest/globals'
import { nextCheck, outline, verdict } from '../../reports/outline.ts'
import { activationsMixed } from './fixtures/activations-mixed.ts'
import { check, report, waiting } from './fixtures/build.ts'
import { inconclusive } from './fixtures/inconclusive.ts'
import { passed } from './fixtures/passed.ts'
import { stub } from './fixtures/stub.ts'

describe('the check to look at first', () => {
  test('a failure comes before a function that is not written yet', () => {
    const checks = [
      check('a', 'values', 1, { status: 'not-attempted' }),
      check('b', 'values', 1, { status: 'timed-out' }),
      check('c', 'values', 1, { status: 'failed' }),
    ]
    expect(nextCheck(report({ checks }))?.id).toBe('b-values')
  })

  test('the first function of a stub', () => expect(nextCheck(stub)?.id).toBe('sigmoid-values'))
  test('none when all passed', () => expect(nextCheck(passed)).toBeNull())
  test('none when the rest could not be judged', () => expect(nextCheck(inconclusive)).toBeNull())
})

describe('outline', () => {
  test('sums the points of a part', () => {
    const relu = outline(activationsMixed).find((part) => part.id === 'relu')
    expect([relu?.score, relu?.maxScore, relu?.status]).toEqual([10, 12.5, 'failed'])
  })

  test('blocked checks are grouped by what they wait for', () => {
    const checks = [
      check('a', 'values', 1, { status: 'failed' }),
      waiting('a', 'gradient', 2, 'a-values'),
      waiting('a', 'timing', 3, 'a-values'),
      waiting('a', 'curve', 4, 'b-values'),
    ]
    const [part] = outline(report({ checks }))
    expect(part.waiting.map((group) => [group.waitsFor, group.checks.length])).toEqual([
      ['a-values', 2],
      ['b-values', 1],
    ])
  })

  test('a part that only a check names is not lost', () => {
    expect(outline(report({ checks: [check('stray', 'values', 1)] })).map((part) => part.id)).toEqual(['stray'])
  })
})

test('the verdict counts functions that are not written, not their checks', () => {
  expect(verdict(stub).en).toBe('8 functions are not written yet; 16 checks wait for others.')
  expect(verdict(stub).zh).toBe('8 个函数尚未编写；16 项检查在等待其他检查。')
  expect(verdict(passed).en).toBe('All 24 checks passed.')
})
