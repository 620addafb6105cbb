import { describe, expect, test } from '@jest/globals'
import { timing } from '../../../grader/checks/timing.ts'
import type { CheckContext } from '../../../grader/exercise.ts'
import type { Subject } from '../../../grader/subject/subject.ts'
import { zeros, type Tensor } from '../../../reference-engine/tensor.ts'
import { contextFor, title } from '../../support/run-check.ts'

type Case = [x: Tensor]

const length = 100
const check = timing<Case>('work', {
  points: 4,
  title,
  budget: 10,
  draw: () => [zeros([length])],
  half: () => [zeros([length / 2])],
})

/** A subject that says how long it took, by the length of its argument; no time is measured here. */
function taking(milliseconds: (length: number) => number): Subject & { calls(): number } {
  let calls = 0
  return {
    calls: () => calls,
    call: (_part, [x]) => {
      calls++
      const { shape } = x as unknown as Tensor
      return Promise.resolve({ value: x, handle: null, inputsAfter: null, processorMs: milliseconds(shape[0]) })
    },
    read: () => Promise.resolve(null),
    release: () => Promise.resolve(),
    takeOutput: () => ({ text: '', truncated: false }),
    close: () => Promise.resolve(),
  } as Subject & { calls(): number }
}

const reference = taking((steps) => steps / 10)

function run(subject: Subject, timesFromOutside = true) {
  const context: CheckContext = {
    ...contextFor({ reference: { work: (x: Tensor) => x }, student: {} }),
    subject,
    referenceSubject: () => Promise.resolve(reference),
    timesFromOutside,
  }
  return check.run(context)
}

describe('the time of an answer', () => {
  test('passes within the budget', async () => {
    expect(await run(taking((steps) => steps / 2))).toMatchObject({ status: 'passed', evidence: [{ median: 5 }] })
  })

  test('fails above it, and says no more where it grows as the reference does', async () => {
    const verdict = await run(taking((steps) => 1.5 * steps))
    expect(verdict).toMatchObject({ status: 'failed', evidence: [{ median: 15 }] })
    expect(verdict.finding).toBeUndefined()
  })

  test('that grows with the square is found out', async () => {
    const { status, finding } = await run(taking((steps) => steps ** 2 / 50))
    expect(status).toBe('failed')
    expect(finding?.id).toBe('time-grows-with-the-square')
    expect(finding?.explanation.en).toMatch('took 4.0 times as long, the reference 2.0 times')
    expect(finding?.explanation.zh).toMatch('4.0 倍')
  })

  test('costs nothing where it is not seen from outside', async () => {
    expect(
      (
        await run(
          taking((steps) => steps ** 2 / 50),
          false,
        )
      ).status,
    ).toBe('inconclusive')
  })

  test('is measured fewer times where it is hopeless', async () => {
    const [slow, hopeless] = [taking((steps) => 1.5 * steps), taking((steps) => 10 * steps)]
    await run(slow)
    await run(hopeless)
    expect(hopeless.calls()).toBeLessThan(slow.calls())
  })
})
