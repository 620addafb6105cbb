import { expect, test } from '@jest/globals'
import { drawTensor } from '../../../grader/checks/draw.ts'
import { precision } from '../../../grader/checks/precision.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { drawOne, runCheck, title, mapped, float32, type Functions } from '../../support/run-check.ts'

type Forward = [x: Tensor]

const options = { points: 10, title, draw: drawOne }
const triple = (x: Tensor): Tensor => mapped(x, (value) => 3 * value)
const reference: Functions = { triple }

const check = precision<Forward>('triple', options)

test('a float64 answer passes, also where the numbers happen to be short', async () => {
  expect((await runCheck(check, { reference, student: reference })).status).toBe('passed')
  const whole = precision<Forward>('triple', {
    ...options,
    draw: (random) => [mapped(drawTensor(random, [3]), Math.round)],
  })
  expect((await runCheck(whole, { reference, student: reference })).status).toBe('passed')
})

test.each([
  ['a float32 tensor', (x: Tensor) => float32(triple(x)), 'has dtype float32'],
  ['float32 numbers labelled float64', (x: Tensor) => mapped(triple(x), Math.fround), 'labelled float64'],
])('%s fails and is named', async (_, wrong, words) => {
  const verdict = await runCheck(check, { reference, student: { triple: wrong } })
  expect(verdict.status).toBe('failed')
  expect(verdict.message.en).toContain(words)
  expect(verdict.finding?.id).toBe('relation-float32')
})

test('one field of several', async () => {
  const both = (x: Tensor) => ({ a: triple(x), b: triple(x) })
  const verdict = await runCheck(check, {
    reference: { triple: both },
    student: { triple: (x: Tensor) => ({ ...both(x), b: float32(triple(x)) }) },
  })
  expect(verdict.message.en).toContain('`b` has dtype float32')
})
