import { expect, test } from '@jest/globals'
import { values } from '../../../grader/checks/values.ts'
import { SubjectError } from '../../../grader/subject/subject.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { drawOne, runCheck, title, mapped, float32, type Functions } from '../../support/run-check.ts'

type Forward = [x: Tensor]

const options = { points: 10, title, draw: drawOne }
const triple = (x: Tensor): Tensor => mapped(x, (value) => 3 * value)
const reference: Functions = { triple }

const check = values<Forward>('triple', options)

test('the id, and what every builder fills in', () => {
  expect(check).toMatchObject({
    id: 'triple-values',
    part: 'triple',
    kind: 'values',
    points: 10,
    needs: [],
    slow: false,
  })
  const named = values<Forward>('triple', { ...options, name: 'stability', kind: 'property', needs: ['a'] })
  expect(named).toMatchObject({ id: 'triple-stability', kind: 'property', needs: ['a'] })
})

test('a right answer passes, a float32 one too', async () => {
  for (const student of [reference, { triple: (x: Tensor) => float32(triple(x)) }])
    expect((await runCheck(check, { reference, student })).status).toBe('passed')
})

test('the bound is 1e-6 of the largest entry, for every entry', async () => {
  const off = (error: number): Functions => ({
    triple: (x: Tensor) => {
      const right = triple(x)
      const largest = Math.max(...right.data.map(Math.abs))
      return mapped(right, (value, i) => (i === 1 ? value + error * largest : value))
    },
  })
  expect((await runCheck(check, { reference, student: off(0.9e-6) })).status).toBe('passed')
  const verdict = await runCheck(check, { reference, student: off(1.2e-6) })
  expect(verdict.status).toBe('failed')
  expect(verdict.message.en).toMatch(/^Entry \[0, 1\] is .*; expected .*1 of 12 entries are wrong\.$/)
  expect(verdict.evidence).toMatchObject([{ type: 'entries', wrongEntries: 1, totalEntries: 12, rows: 3, columns: 4 }])
  expect(verdict.failedCase).toBe('triple-values/0')
  expect(verdict.observations).toHaveLength(6)
})

test('only the last case wrong is enough', async () => {
  const student = { triple: (x: Tensor) => (x.shape[0] === 13 ? x : triple(x)) }
  expect((await runCheck(check, { reference, student })).failedCase).toBe('triple-values/5')
})

test('a misfit says what was expected and what came, and is observed as it is', async () => {
  const verdict = await runCheck(check, { reference, student: { triple: (x: Tensor) => Array.from(x.data) } })
  expect(verdict.message.en).toMatch(/must be a float64 tensor of shape \[3, 4\]; got a plain array/)
  expect(verdict.observations).toHaveLength(6)
})

test('an exception is the submission’s own', async () => {
  const student = {
    triple: () => {
      throw new Error('no luck')
    },
  }
  await expect(runCheck(check, { reference, student })).rejects.toBeInstanceOf(SubjectError)
})

test('a part that takes a cache gets the student’s own, whatever is in it', async () => {
  const cached = values<Forward>('backward', {
    ...options,
    cache: { part: 'forward', inputs: (x) => [x] },
    arguments: ([x], cache) => [cache, x],
  })
  const own = {
    forward: (x: Tensor) => ({ secret: triple(x) }),
    backward: (cache: { secret: Tensor }) => cache.secret,
  }
  const other = { forward: (x: Tensor) => ({ out: x }), backward: (cache: { out: Tensor }) => triple(cache.out) }
  expect((await runCheck(cached, { reference: other, student: own })).status).toBe('passed')
})
