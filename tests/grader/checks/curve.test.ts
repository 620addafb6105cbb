import { expect, test } from '@jest/globals'
import { curve } from '../../../grader/checks/curve.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { drawOne, runCheck, title } from '../../support/run-check.ts'

type Forward = [x: Tensor]

const options = { points: 10, title, draw: drawOne }

const lossesFrom = (start: number) => (x: Tensor) => ({
  losses: [0, 1, 2, 3].map((step) => start * 0.5 ** step + Math.abs(x.data[0])),
  kept: x,
})
const check = curve<Forward>('train', {
  ...options,
  losses: (result) => (result as unknown as { losses: number[] }).losses,
  steps: 3,
})
const right = { train: lossesFrom(1) }

test('the same losses pass; what comes after the compared steps is free', async () => {
  const late = {
    train: (x: Tensor) => ({ ...lossesFrom(1)(x), losses: [...lossesFrom(1)(x).losses.slice(0, 3), 9] }),
  }
  for (const student of [right, late])
    expect((await runCheck(check, { reference: right, student })).status).toBe('passed')
})

test.each([
  ['another start', lossesFrom(1.01), /The loss at step 0 is/],
  [
    'NaN later',
    (x: Tensor) => ({ ...lossesFrom(1)(x), losses: [...lossesFrom(1)(x).losses.slice(0, 2), NaN, 0] }),
    /step 2 is NaN/,
  ],
  ['too few', (x: Tensor) => ({ kept: x, losses: [1] }), /`losses` of the result must be an array of 4; got one of 1/],
])('%s', async (_, train, words) => {
  const verdict = await runCheck(check, { reference: right, student: { train } })
  expect(verdict).toMatchObject({ status: 'failed', failedCase: 'train-curve/0' })
  expect(verdict.message.en).toMatch(words)
})

test('both curves are evidence, NaN in words', async () => {
  const student = { train: (x: Tensor) => ({ kept: x, losses: [NaN, 1, 1, 1] }) }
  const { evidence = [] } = await runCheck(check, { reference: right, student })
  expect(evidence).toMatchObject([{ type: 'curve', actual: ['NaN', 1, 1, 1] }])
})
