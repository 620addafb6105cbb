import { expect, test } from '@jest/globals'
import { drawTensor } from '../../../../grader/checks/draw.ts'
import { gradient } from '../../../../grader/checks/gradient.ts'
import { Random } from '../../../../reference-engine/random.ts'
import type { Tensor } from '../../../../reference-engine/tensor.ts'
import { linear } from '../../../support/linear.ts'
import { runCheck, title } from '../../../support/run-check.ts'

const inputs = 3072
const outputs = 100

test.each(['0', '1', '2', '3', '4'])(
  'a single wrong entry of a 3072 x 100 Jacobian is found under seed %s',
  async (seed) => {
    const random = new Random(`jacobian ${seed}`)
    const weights = Float64Array.from({ length: inputs * outputs }, () => random.normal())
    const wrong = weights.slice()
    const place = random.integer(wrong.length)
    wrong[place] += (random.uniform() < 0.5 ? -1 : 1) * random.uniform(0.01, 1)
    const { forward, backward } = linear(weights, inputs, outputs)
    const check = gradient<[x: Tensor]>('backward', {
      points: 1,
      title,
      cases: 1,
      draw: (caseRandom) => [drawTensor(caseRandom, [inputs])],
      forward,
      variables: (x) => ({ '': x }),
      backwardInputs: (_, dOut) => [dOut],
    })
    const run = { reference: { backward }, seed }
    expect((await runCheck(check, { ...run, student: { backward } })).status).toBe('passed')
    const verdict = await runCheck(check, { ...run, student: { backward: linear(wrong, inputs, outputs).backward } })
    expect(verdict.status).toBe('failed')
    expect(verdict.message.en).toContain(`Gradient entry [${Math.floor(place / outputs)}] is`)
    expect(verdict.message.en).toContain('1 of 3072 entries')
  },
  60_000,
)
