import { expect, test } from '@jest/globals'
import { drawSeed } from '../../../grader/checks/draw.ts'
import { seeded } from '../../../grader/checks/seeded.ts'
import type { RandomSeed } from '../../../grader/subject/subject.ts'
import { Random } from '../../../reference-engine/random.ts'
import { float64, runCheck, title } from '../../support/run-check.ts'

const check = seeded<[random: RandomSeed]>('draw', { points: 1, title, draw: (random) => [drawSeed(random)] })
const numbers = (random: Random): number[] => Array.from({ length: 8 }, () => random.uniform())
const reference = { draw: (random: Random) => float64(numbers(random)) }

let calls = 0
const shared = float64(new Array<number>(8).fill(0))

test.each<[string, (random: Random) => unknown, string, RegExp]>([
  ['the reference itself', reference.draw, 'passed', /Right/],
  ['other numbers of the same Random', (random) => float64(numbers(random).reverse()), 'passed', /Right/],
  [
    'numbers from elsewhere',
    () => float64(numbers(new Random(`call ${calls++}`))),
    'failed',
    /fresh Random of the same seed/,
  ],
  ['always the same numbers', () => float64(numbers(new Random('own'))), 'failed', /decides nothing/],
  [
    'one tensor for every call',
    (random) => {
      shared.data.set(numbers(random))
      return shared
    },
    'failed',
    /share their data|decides nothing/,
  ],
  ['another shape', (random) => float64([random.uniform()]), 'failed', /shape/],
])('%s: %s', async (_what, draw, status, message) => {
  const verdict = await runCheck(check, { reference, student: { draw } })
  expect({ status: verdict.status, said: verdict.message.en }).toEqual({
    status,
    said: expect.stringMatching(message),
  })
})
