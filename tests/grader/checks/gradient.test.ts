import { describe, expect, test } from '@jest/globals'
import { diagnose } from '../../../grader/diagnosis/diagnose.ts'
import { drawTensor } from '../../../grader/checks/draw.ts'
import { gradient } from '../../../grader/checks/gradient.ts'
import { precision } from '../../../grader/checks/precision.ts'
import type { Check } from '../../../grader/exercise.ts'
import { Random } from '../../../reference-engine/random.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { linear } from '../../support/linear.ts'
import { drawOne, float32, float64, mapped, runCheck, title, type Functions } from '../../support/run-check.ts'

type Forward = [x: Tensor]

const square = (x: Tensor): Tensor => mapped(x, (value) => value * value)
const squareBackward = (dOut: Tensor, x: Tensor): Tensor => mapped(x, (value, index) => 2 * value * dOut.data[index])
const reference: Functions = { square, squareBackward }

/** Inputs away from 0, where every relative error of the gradient shows. */
function drawAway(random: Random): Forward {
  return [drawTensor(random, [3, 5], { awayFromZero: 0.1 })]
}

function squareCheck(options: Partial<Parameters<typeof gradient<Forward>>[1]> = {}): Check {
  return gradient<Forward>('squareBackward', {
    points: 100,
    title,
    draw: drawAway,
    forward: square,
    variables: (x) => ({ '': x }),
    backwardInputs: ([x], dOut) => [dOut, x],
    own: { part: 'square', inputs: (x) => [x] },
    ...options,
  })
}

const messageOf = ({ message }: { message: { en: string | null } }): string => message.en ?? ''

describe('a right answer', () => {
  test('passes on every case', async () => {
    const verdict = await runCheck(squareCheck({ cases: 20 }), { reference, student: reference })
    expect(verdict.status).toBe('passed')
    expect(messageOf(verdict)).toContain('20 cases')
  })

  test('passes in another algebra, and where inputs are large or tiny', async () => {
    const student = {
      ...reference,
      squareBackward: (dOut: Tensor, x: Tensor) => mapped(dOut, (d, i) => (d + d) * x.data[i]),
    }
    for (const scale of [1e-6, 1, 1e4]) {
      const check = squareCheck({ draw: (random) => [drawTensor(random, [4, 3], { scale })] })
      expect((await runCheck(check, { reference, student })).status).toBe('passed')
    }
  })

  test('of a loss: the number meets no upstream gradient', async () => {
    const loss = ({ data }: Tensor): number => data.reduce((sum, value) => sum + value ** 3, 0)
    const check = gradient<Forward>('lossBackward', {
      points: 1,
      title,
      draw: drawOne,
      forward: loss,
      variables: (x) => ({ '': x }),
      backwardInputs: ([x]) => [x],
    })
    const lossBackward = (x: Tensor): Tensor => mapped(x, (value) => 3 * value ** 2)
    expect((await runCheck(check, { reference: { lossBackward }, student: { lossBackward } })).status).toBe('passed')
  })
})

describe('a wrong answer', () => {
  test.each([
    ['another slope', (dOut: Tensor, x: Tensor) => mapped(x, (value, i) => value * dOut.data[i])],
    ['no upstream gradient', (_: Tensor, x: Tensor) => mapped(x, (value) => 2 * value)],
    ['an error of 1e-4', (dOut: Tensor, x: Tensor) => mapped(squareBackward(dOut, x), (value) => value * 1.0001)],
    [
      'an error of 3e-6, seen by the reference backward',
      (dOut: Tensor, x: Tensor) => mapped(squareBackward(dOut, x), (value) => value * 1.000003),
    ],
    ['NaN', (dOut: Tensor, x: Tensor) => mapped(squareBackward(dOut, x), (value, i) => (i === 7 ? NaN : value))],
    [
      'an infinity',
      (dOut: Tensor, x: Tensor) => mapped(squareBackward(dOut, x), (value, i) => (i === 7 ? Infinity : value)),
    ],
    ['another shape', (dOut: Tensor, x: Tensor) => ({ ...squareBackward(dOut, x), shape: [5, 3] })],
    ['a number', () => 3],
    ['nothing', () => undefined],
  ])('fails: %s', async (_, wrong) => {
    const verdict = await runCheck(squareCheck(), { reference, student: { ...reference, squareBackward: wrong } })
    expect(verdict.status).toBe('failed')
    expect(verdict.failedCase).toBe('squareBackward-gradient/0')
    expect(verdict.observations).toHaveLength(3)
  })

  test('is told with tensor, index, both gradients, error and tolerance, the worst entry first', async () => {
    const x = float64([1, 2, 3, 4, 5, 6], [2, 3])
    const student = {
      ...reference,
      squareBackward: (dOut: Tensor) =>
        mapped(squareBackward(dOut, x), (value, i) => (i === 4 ? 0.5 : i === 1 ? NaN : value)),
    }
    const verdict = await runCheck(squareCheck({ cases: 1, draw: () => [x] }), { reference, student })
    expect(messageOf(verdict)).toMatch(
      /Gradient entry \[0, 1\] is NaN; the numeric gradient is -?[\d.]+ \(error Infinity, allowed [\d.e-]+\)\. 2 of 6 entries are wrong\./,
    )
    const [evidence] = verdict.evidence ?? []
    expect(evidence).toMatchObject({ type: 'gradient', shape: [2, 3], wrongEntries: 2, totalEntries: 6 })
    const entries = evidence.type === 'gradient' ? evidence.entries : []
    expect(entries.map(({ index }) => index).slice(0, 2)).toEqual([
      [0, 1],
      [1, 1],
    ])
    expect(entries[0].analytic).toBe('NaN')
  })

  test('is found by one case run alone', async () => {
    const student = { ...reference, squareBackward: (dOut: Tensor) => dOut }
    const verdict = await runCheck(squareCheck(), { reference, student, onlyCase: 'squareBackward-gradient/2' })
    expect(verdict.failedCase).toBe('squareBackward-gradient/2')
    expect(verdict.observations).toHaveLength(1)
  })

  test('that changes from call to call fails, though its first call is right', async () => {
    let calls = 0
    const fickle = (dOut: Tensor, x: Tensor): Tensor =>
      mapped(squareBackward(dOut, x), (value) => value + 1e-12 * calls++)
    const verdict = await runCheck(squareCheck(), { reference, student: { ...reference, squareBackward: fickle } })
    expect(messageOf(verdict)).toMatch(/two different gradients/)
  })

  test('a field that is no variable is held against the reference', async () => {
    const right = (dOut: Tensor, x: Tensor) => ({ dX: squareBackward(dOut, x), norm: 2 })
    const check = squareCheck({ variables: (x) => ({ dX: x }), own: undefined })
    const wrong = (dOut: Tensor, x: Tensor) => ({ ...right(dOut, x), norm: 3 })
    const verdict = await runCheck(check, {
      reference: { ...reference, squareBackward: right },
      student: { squareBackward: wrong },
    })
    expect(messageOf(verdict)).toContain('`norm`')
  })
})

describe('a single wrong entry is found every time', () => {
  const inputs = 64
  const outputs = 48
  const seeds = Array.from({ length: 200 }, (_, seed) => String(seed))

  test('of a 64 x 48 Jacobian, over 200 seeds', async () => {
    for (const seed of seeds) {
      const random = new Random(`jacobian ${seed}`)
      const weights = Float64Array.from({ length: inputs * outputs }, () => random.normal())
      const { forward, backward } = linear(weights, inputs, outputs)
      const wrong = weights.slice()
      const place = random.integer(wrong.length)
      wrong[place] += (random.uniform() < 0.5 ? -1 : 1) * random.uniform(0.01, 1)
      const check = gradient<Forward>('backward', {
        points: 1,
        title,
        cases: 1,
        draw: (caseRandom) => [drawTensor(caseRandom, [inputs])],
        forward,
        variables: (x) => ({ '': x }),
        backwardInputs: (_, dOut) => [dOut],
      })
      const run = { reference: { backward }, seed }
      expect((await runCheck(check, { ...run, student: run.reference })).status).toBe('passed')
      const verdict = await runCheck(check, { ...run, student: { backward: linear(wrong, inputs, outputs).backward } })
      expect([seed, verdict.status]).toEqual([seed, 'failed'])
      expect(messageOf(verdict)).toContain(`[${Math.floor(place / outputs)}]`)
      expect(messageOf(verdict)).toContain('1 of 64 entries')
    }
  })

  test('of a 64 x 48 gradient tensor, over 20 seeds', async () => {
    const forward = (x: Tensor, weights: Tensor): Tensor => linear(weights.data, inputs, outputs).forward(x)
    const backward = (dOut: Tensor, x: Tensor): Tensor =>
      float64(
        Array.from({ length: inputs * outputs }, (_, i) => x.data[Math.floor(i / outputs)] * dOut.data[i % outputs]),
        [inputs, outputs],
      )
    const check = gradient<[x: Tensor, weights: Tensor]>('backward', {
      points: 1,
      title,
      cases: 1,
      draw: (random) => [drawTensor(random, [inputs], { awayFromZero: 0.1 }), drawTensor(random, [inputs, outputs])],
      forward,
      variables: (_, weights) => ({ '': weights }),
      backwardInputs: ([x], dOut) => [dOut, x],
    })
    for (const seed of seeds.slice(0, 20)) {
      const place = new Random(seed).integer(inputs * outputs)
      const wrong = (dOut: Tensor, x: Tensor): Tensor =>
        mapped(backward(dOut, x), (value, i) => (i === place ? value * 1.001 : value))
      const verdict = await runCheck(check, { reference: { backward }, student: { backward: wrong }, seed })
      expect(messageOf(verdict)).toContain(`[${Math.floor(place / outputs)}, ${place % outputs}]`)
      expect(messageOf(verdict)).toContain('1 of 3072 entries')
    }
  })
})

describe('ReLU inputs at the kink never fail a right answer', () => {
  const relu = (x: Tensor): Tensor => mapped(x, (value) => Math.max(0, value))
  const reluBackward = (dOut: Tensor, x: Tensor): Tensor => mapped(x, (value, i) => (value > 0 ? dOut.data[i] : 0))

  function reluCheck(options: Partial<Parameters<typeof gradient<Forward>>[1]>): Check {
    return gradient<Forward>('reluBackward', {
      points: 1,
      title,
      cases: 10_000,
      draw: (random) => [drawNearKink(random, 0.05)],
      forward: relu,
      variables: (x) => ({ '': x }),
      backwardInputs: ([x], dOut) => [dOut, x],
      ...options,
    })
  }

  /** Normal entries; some of them 0, or so near that a difference steps over the kink. */
  function drawNearKink(random: Random, share: number): Tensor {
    return mapped(drawTensor(random, [3, 4]), (value) =>
      random.uniform() < share
        ? [0, -0, 1e-5, -1e-6, 9e-7, 1e-9, 9.99e-6][random.integer(7)] * Math.sign(value)
        : value,
    )
  }

  test('in 10,000 cases drawn away from it', async () => {
    const verdict = await runCheck(reluCheck({ kinks: (x) => [x] }), {
      reference: { reluBackward },
      student: { reluBackward },
    })
    expect(messageOf(verdict)).toContain('10000 cases')
    expect(verdict.status).toBe('passed')
  })

  test('in 10,000 cases whose author forgot the kinks', async () => {
    const check = reluCheck({ draw: (random) => [drawNearKink(random, 0.002)] })
    expect((await runCheck(check, { reference: { reluBackward }, student: { reluBackward } })).status).toBe('passed')
  })

  test('a wrong answer is still failed there, not the grader', async () => {
    const wrong = (dOut: Tensor): Tensor => dOut
    const check = reluCheck({ cases: 20, draw: (random) => [drawNearKink(random, 0.02)] })
    expect((await runCheck(check, { reference: { reluBackward }, student: { reluBackward: wrong } })).status).toBe(
      'failed',
    )
  })
})

describe('what is the grader’s own fault', () => {
  test('cases that always lie on a kink', async () => {
    const magnitude = (x: Tensor): Tensor => mapped(x, Math.abs)
    const backward = (dOut: Tensor, x: Tensor): Tensor => mapped(x, (value, i) => Math.sign(value) * dOut.data[i])
    const options = {
      points: 1,
      title,
      draw: (): Forward => [float64([0, 0.1])],
      forward: magnitude,
      variables: (x: Tensor) => ({ '': x }),
      backwardInputs: ([x]: Forward, dOut: Tensor) => [dOut, x],
    }
    const slopeOne = (dOut: Tensor): Tensor => dOut
    const run = { reference: { backward: slopeOne }, student: { backward } }
    await expect(runCheck(gradient<Forward>('backward', options), run)).rejects.toThrow(
      /in 5 draws in a row; mend the reference, or keep the drawn inputs away/,
    )
    await expect(runCheck(gradient<Forward>('backward', { ...options, kinks: (x) => [x] }), run)).rejects.toThrow(
      /200 draws/,
    )
  })

  test('a reference whose backward is wrong, for right and wrong submissions alike', async () => {
    const broken = { ...reference, squareBackward: (dOut: Tensor) => dOut }
    for (const student of [reference, broken])
      await expect(runCheck(squareCheck(), { reference: broken, student })).rejects.toThrow(
        /the reference's backward gives .* and the numeric gradient/,
      )
  })

  test('variables that are no fields of the result, or float32', async () => {
    const noField = squareCheck({ variables: (x) => ({ dX: x }) })
    await expect(runCheck(noField, { reference, student: reference })).rejects.toThrow(/no gradient `dX`/)
    const short = squareCheck({ draw: (random) => [float32(drawAway(random)[0])] })
    await expect(runCheck(short, { reference, student: reference })).rejects.toThrow(/float64/)
  })
})

describe('the wrong half is named', () => {
  test('a wrong backward of a right forward', async () => {
    const student = { ...reference, squareBackward: (dOut: Tensor) => dOut }
    const verdict = await runCheck(squareCheck(), { reference, student })
    expect(messageOf(verdict)).toContain('On this case your `square` is right, so the mistake is in this backward.')
    expect(verdict.finding).toBeUndefined()
  })

  test('a backward that fits a wrong forward', async () => {
    const student = {
      square: (x: Tensor) => mapped(x, (value) => value ** 3),
      squareBackward: (dOut: Tensor, x: Tensor) => mapped(x, (value, i) => 3 * value ** 2 * dOut.data[i]),
    }
    const verdict = await runCheck(squareCheck(), { reference, student })
    expect(verdict.finding?.id).toBe('wrong-half-forward')
    expect(messageOf(verdict)).toContain('right gradient of your own `square`')
  })

  test('nothing is claimed where both are wrong, or the forward throws', async () => {
    const squares = [
      (x: Tensor) => mapped(x, (value) => value ** 3),
      () => {
        throw new Error('no')
      },
      () => 5,
    ]
    for (const wrong of squares) {
      const verdict = await runCheck(squareCheck(), {
        reference,
        student: { square: wrong, squareBackward: (dOut: Tensor) => dOut },
      })
      expect(verdict.status).toBe('failed')
      expect(verdict.finding).toBeUndefined()
      expect(messageOf(verdict)).not.toMatch(/forward|backward|`square`/)
    }
  })

  test('and the case is left as it was drawn, even where the forward throws half-way', async () => {
    const x = float64([1, 2, 3])
    let calls = 0
    const throwsLater = (input: Tensor): Tensor => {
      if (++calls > 4) throw new Error('no')
      return mapped(input, (value) => value ** 3)
    }
    const student = {
      square: throwsLater,
      squareBackward: (dOut: Tensor, input: Tensor) => mapped(input, (value, i) => 3 * value ** 2 * dOut.data[i]),
    }
    await runCheck(squareCheck({ draw: () => [x], cases: 1 }), { reference, student })
    expect(Array.from(x.data)).toEqual([1, 2, 3])
  })

  test('with extra fields of any kind in the forward’s result', async () => {
    const check = squareCheck({
      own: { part: 'square', inputs: (x) => [x], output: (result) => (result as { out: Tensor }).out },
    })
    const richReference = { ...reference, square: (x: Tensor) => ({ out: square(x) }) }
    const student = {
      square: (x: Tensor) => ({ out: square(x), extra: 'more' }),
      squareBackward: (dOut: Tensor) => dOut,
    }
    expect(messageOf(await runCheck(check, { reference: richReference, student }))).toContain(
      'On this case your `square` is right',
    )
  })
})

describe('a float32 answer is failed and named as such', () => {
  const checks: [name: string, check: Check, part: string][] = [
    ['forward', precision<Forward>('square', { points: 1, title, draw: drawAway }), 'square'],
    [
      'backward',
      precision<[Tensor, Tensor]>('squareBackward', {
        points: 1,
        title,
        draw: (random) => [...drawAway(random), ...drawAway(random)],
      }),
      'squareBackward',
    ],
  ]
  const inFloat32: Functions = {
    square: (x: Tensor) => float32(square(x)),
    squareBackward: (dOut: Tensor, x: Tensor) => float32(squareBackward(dOut, x)),
  }
  const labelledFloat64: Functions = {
    square: (x: Tensor) => mapped(square(x), Math.fround),
    squareBackward: (dOut: Tensor, x: Tensor) => mapped(squareBackward(dOut, x), Math.fround),
  }

  test.each(checks)('%s', async (_, check) => {
    for (const student of [inFloat32, labelledFloat64]) {
      const verdict = await runCheck(check, { reference, student })
      expect(verdict.status).toBe('failed')
      expect(diagnose(check.id, check.kind, verdict, [])?.id).toBe('relation-float32')
    }
    expect((await runCheck(check, { reference, student: reference })).status).toBe('passed')
  })

  test('the gradient check lets it through to the precision check where only digits are lost', async () => {
    for (const student of [inFloat32, labelledFloat64])
      expect((await runCheck(squareCheck(), { reference, student })).status).toBe('passed')
  })

  test('and names it itself where float32 loses more than digits', async () => {
    // The difference of two large float32 numbers.
    const lossy = (dOut: Tensor, x: Tensor): Tensor =>
      mapped(squareBackward(dOut, x), (value) => Math.fround(Math.fround(value + 300) - 300))
    const verdict = await runCheck(squareCheck(), { reference, student: { ...reference, squareBackward: lossy } })
    expect(verdict.status).toBe('failed')
    expect(diagnose('squareBackward-gradient', 'gradient', verdict, [])?.id).toBe('relation-float32')
  })
})

describe('a check of some fields', () => {
  type Product = [x: Tensor, y: Tensor]
  const product = (x: Tensor, y: Tensor): Tensor => mapped(x, (value, index) => value * y.data[index])
  const productBackward = (dOut: Tensor, x: Tensor, y: Tensor) => ({ dX: product(dOut, y), dY: product(dOut, x) })
  const onlyX = gradient<Product>('productBackward', {
    points: 1,
    title,
    fields: ['dX'],
    draw: (random) => [drawTensor(random, [3, 5]), drawTensor(random, [3, 5])],
    forward: product,
    variables: (x) => ({ dX: x }),
    backwardInputs: ([x, y], dOut) => [dOut, x, y],
  })
  const judged = (student: Functions) => runCheck(onlyX, { reference: { productBackward }, student })

  test('does not mind what the others hold', async () => {
    const student = (dOut: Tensor, x: Tensor, y: Tensor) => ({ ...productBackward(dOut, x, y), dY: float64([1]) })
    expect((await judged({ productBackward: student })).status).toBe('passed')
  })

  test('minds its own, and shows the diagnosis no more than these', async () => {
    const student = (dOut: Tensor, x: Tensor, y: Tensor) => ({ ...productBackward(dOut, x, y), dX: product(dOut, x) })
    const verdict = await judged({ productBackward: student })
    expect(verdict.status).toBe('failed')
    expect(Object.keys(verdict.observations?.[0].expected as object)).toEqual(['dX'])
    expect(Object.keys(verdict.observations?.[0].actual as object)).toEqual(['dX'])
  })
})
