import { expect, test } from '@jest/globals'
import { drawSeed } from '../../../grader/checks/draw.ts'
import { survey } from '../../../grader/checks/survey.ts'
import { diagnose } from '../../../grader/diagnosis/diagnose.ts'
import type { KnownBug } from '../../../grader/diagnosis/misconceptions.ts'
import type { RandomSeed, Value } from '../../../grader/subject/subject.ts'
import type { Random } from '../../../reference-engine/random.ts'
import { runCheck, title, type Functions } from '../../support/run-check.ts'

// Coins: a part that gives 0 or 1 by chance, and is known by how often it gives which.

type Call = [random: RandomSeed]
const calls = 200

const check = survey<Call>('coin', {
  points: 1,
  title,
  calls: (random) => Array.from({ length: calls }, (): Call => [drawSeed(random)]),
  read(_calls, outputs) {
    const heads = outputs.filter((output) => output === 1).length
    const isFair = heads > 0.3 * calls && heads < 0.7 * calls
    const words = { en: `${heads} of ${calls} are heads`, zh: `${calls} 次里有 ${heads} 次正面` }
    return {
      traits: { always: heads === calls ? 1 : 0, never: heads === 0 ? 1 : 0 },
      fault: isFair ? null : { message: words },
    }
  },
})

const reference: Functions = { coin: (random: Random) => Number(random.uniform() < 0.5) }

test.each([
  ['the reference itself', reference.coin],
  ['the other way to use the random numbers', (random: Random) => Number(random.uniform() >= 0.5)],
  ['more random numbers than the reference takes', (random: Random) => Number(random.normal() + random.normal() > 0)],
])('%s passes', async (_, coin) => {
  expect((await runCheck(check, { reference, student: { coin } })).status).toBe('passed')
})

test('what many calls say against it is told, with the case to run again', async () => {
  const verdict = await runCheck(check, { reference, student: { coin: () => 1 } })
  expect(verdict).toMatchObject({ status: 'failed', failedCase: 'coin-property/0' })
  expect(verdict.message.en).toBe('200 of 200 are heads')
})

test('a case that is not asked for is not judged', async () => {
  const verdict = await runCheck(check, { reference, student: { coin: () => 1 }, onlyCase: 'other/0' })
  expect(verdict.status).toBe('inconclusive')
})

test('a known bug of the same traits is named, whatever numbers it drew; one of other traits is not', async () => {
  const bug = (id: string, run: KnownBug['run']): KnownBug => ({
    id,
    part: 'coin',
    caughtBy: 'coin-property',
    title,
    explanation: title,
    run,
  })
  const bugs = [bug('always', () => 1 as Value), bug('never', () => 0 as Value)]
  const verdict = await runCheck(check, { reference, student: { coin: () => 0 } })
  expect(verdict.observations).toHaveLength(1)
  expect(diagnose(check.id, check.kind, verdict, bugs)?.id).toBe('never')
})
