import { expect, test } from '@jest/globals'
import { property } from '../../../grader/checks/property.ts'
import type { Value } from '../../../grader/subject/subject.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { drawOne, runCheck, title, mapped, type Functions } from '../../support/run-check.ts'

type Forward = [x: Tensor]

const options = { points: 10, title, draw: drawOne }
const triple = (x: Tensor): Tensor => mapped(x, (value) => 3 * value)
const reference: Functions = { triple }

const sum = (value: Value): number => (value as Tensor).data.reduce((total, entry) => total + entry, 0)
const check = property<Forward>('triple', {
  ...options,
  name: 'odd',
  holds: async ({ inputs: [x], output, call }) => {
    const turned = await call(mapped(x, (value) => -value))
    return Math.abs(sum(output) + sum(turned)) < 1e-9 ? null : { en: `${sum(turned)} is off`, zh: '不对' }
  },
})

test('what holds passes, what does not fails in the property’s own words', async () => {
  expect((await runCheck(check, { reference, student: reference })).status).toBe('passed')
  const verdict = await runCheck(check, { reference, student: { triple: (x: Tensor) => mapped(x, Math.abs) } })
  expect(verdict).toMatchObject({ status: 'failed', failedCase: 'triple-odd/0' })
  expect(verdict.message.en).toMatch(/is off$/)
  expect(verdict.observations).toHaveLength(2)
})

test('a misfit is failed before the property sees it, on the second call too', async () => {
  let calls = 0
  const student = { triple: (x: Tensor) => (++calls % 2 === 0 ? 5 : triple(x)) }
  const verdict = await runCheck(check, { reference, student })
  expect(verdict.message.en).toMatch(/must be a float64 tensor/)
})
