import { describe, expect, test } from '@jest/globals'
import { timeLeft } from '../../../grader/cli/time-left.ts'

describe('the time left', () => {
  test('is told from the pace so far', () => {
    let clock = 5000
    const left = timeLeft(() => clock)
    expect(left('training', 0, 10)).toBeNull()
    clock += 2000
    expect(left('training', 2, 10)).toBeCloseTo(8)
    clock += 4000
    expect(left('training', 4, 10)).toBeCloseTo(9)
  })

  test('is unknown at the first step, wherever the work begins', () => {
    const left = timeLeft(() => 1)
    expect(left('timing', 1, 7)).toBeNull()
  })

  test('follows the pace of other work, though the count goes on', () => {
    let clock = 0
    const left = timeLeft(() => clock)
    left('the reference', 0, 20)
    clock += 1000
    expect(left('the reference', 10, 20)).toBeCloseTo(1)
    expect(left('yours', 10, 20)).toBeNull()
    clock += 3000
    expect(left('yours', 11, 20)).toBeCloseTo(27)
  })

  test('begins anew where the same work does', () => {
    let clock = 0
    const left = timeLeft(() => clock)
    left('timing', 1, 3)
    clock += 9000
    left('timing', 3, 3)
    expect(left('timing', 1, 7)).toBeNull()
    clock += 1000
    expect(left('timing', 2, 7)).toBeCloseTo(5)
  })
})
