import { expect, test } from '@jest/globals'
import { manners } from '../../../grader/checks/manners.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { drawOne, runCheck, title, mapped, type Functions } from '../../support/run-check.ts'

type Forward = [x: Tensor]

const options = { points: 10, title, draw: drawOne }
const triple = (x: Tensor): Tensor => mapped(x, (value) => 3 * value)
const reference: Functions = { triple }

const check = manners<Forward>('triple', options)
const shared = new Float64Array(100)

test('a pure function passes; the argument itself may be the result', async () => {
  expect((await runCheck(check, { reference, student: reference })).status).toBe('passed')
  const same = { triple: (x: Tensor) => x }
  expect((await runCheck(check, { reference: same, student: same })).status).toBe('passed')
})

test.each<[string, (x: Tensor) => Tensor, RegExp]>([
  [
    'a changed argument',
    (x) => {
      const result = triple(x)
      x.data[2] = 7
      return result
    },
    /Argument 1 was changed by the call: its entry \[0, 2\] was .* and is 7 now/,
  ],
  ['randomness', (x) => mapped(triple(x), (value) => value * (1 + 1e-9 * Math.random())), /The same input gave/],
  [
    'a buffer that is used again',
    (x) => {
      const data = shared.subarray(0, x.data.length)
      data.set(triple(x).data)
      return { ...x, data: data as Tensor['data'] }
    },
    /An earlier result changed from/,
  ],
])('%s', async (name, impolite, words) => {
  // The helper copies results, as the child's frames do; only a kept one can change.
  for (const onlyCase of [undefined, 'triple-manners/1']) {
    const verdict = await runCheck(check, { reference, student: { triple: impolite }, onlyCase })
    expect([name, verdict.status]).toEqual([name, 'failed'])
    expect(verdict.message.en).toMatch(words)
    expect(verdict.failedCase).toBe(onlyCase ?? 'triple-manners/0')
  }
})

test('a changed argument is observed, for the diagnosis', async () => {
  const student = { triple: (x: Tensor) => ({ ...x, data: x.data.fill(0) }) }
  const verdict = await runCheck(check, { reference: { triple: (x: Tensor) => mapped(x, () => 0) }, student })
  expect(verdict.observations?.[0].inputsAfter).toHaveLength(1)
})
