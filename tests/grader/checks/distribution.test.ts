import { describe, expect, test } from '@jest/globals'
import { distribution } from '../../../grader/checks/distribution.ts'
import {
  normalDistribution,
  truncatedNormalDistribution,
  uniformDistribution,
  type Distribution,
} from '../../../grader/checks/distributions.ts'
import { drawSeed } from '../../../grader/checks/draw.ts'
import { diagnose } from '../../../grader/diagnosis/diagnose.ts'
import type { KnownBug } from '../../../grader/diagnosis/misconceptions.ts'
import type { RandomSeed } from '../../../grader/subject/subject.ts'
import type { Random } from '../../../reference-engine/random.ts'
import { float64, runCheck, title } from '../../support/run-check.ts'

const count = 20_000
type Run = (random: Random) => unknown
type Draw = (random: Random) => number

const check = distribution<[random: RandomSeed]>('draw', {
  points: 1,
  title,
  draw: (random) => [drawSeed(random)],
  distributions: () => [normalDistribution(1)],
})

const drawn =
  (draw: Draw): Run =>
  (random) =>
    float64(Array.from({ length: count }, () => draw(random)))

const reference = { draw: drawn((random) => random.normal()) }
const run = (student: Run) => runCheck(check, { reference, student: { draw: student } })

test.each<[string, Draw]>([
  ['the reference itself', (random) => random.normal()],
  ['numbers of an order of their own', (random) => -random.normal()],
  [
    'a bell curve made by hand',
    (random) => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform()),
  ],
  ['numbers rounded to float32', (random) => Math.fround(random.normal())],
])('%s passes', async (_what, draw) => {
  expect((await run(drawn(draw))).status).toBe('passed')
})

test.each<[string, Run, RegExp]>([
  [
    'another deviation',
    drawn((random) => 1.3 * random.normal()),
    /^The standard deviation of the 20000 entries .* is 1\.\d+ where 1 is right/,
  ],
  ['another mean', drawn((random) => 0.3 + random.normal()), /^The mean of .* is 0\.\d+ where 0 is right/],
  [
    'another curve of the same deviation',
    drawn((random) => Math.sqrt(3) * random.uniform(-1, 1)),
    /^Mean and standard deviation are right, but /,
  ],
  [
    'few different numbers',
    drawn((random) => Math.round(3 * random.normal()) / 3),
    /^Only \d+ of the 20000 entries .* differ/,
  ],
  ['an infinite number', drawn((random) => 1 / Math.max(0, random.normal())), /no finite numbers/],
  ['another shape', (random) => float64([random.normal()]), /shape/],
  ['no tensor', () => 3, /tensor/],
])('%s fails, and is told', async (_what, student, message) => {
  const { status, message: said } = await run(student)
  expect({ status, said: said.en }).toEqual({ status: 'failed', said: expect.stringMatching(message) })
})

test('a number beyond the bounds of a distribution is told', async () => {
  const uniform = distribution<[random: RandomSeed]>('draw', {
    points: 1,
    title,
    draw: (random) => [drawSeed(random)],
    distributions: () => [uniformDistribution(-1, 1)],
  })
  const almost: Draw = (random) => (random.uniform() < 0.001 ? 1.01 : random.uniform(-1, 1))
  const { status, message } = await runCheck(uniform, {
    reference: { draw: drawn((random) => random.uniform(-1, 1)) },
    student: { draw: drawn(almost) },
  })
  expect({ status, said: message.en }).toEqual({
    status: 'failed',
    said: expect.stringMatching(/is 1\.01; expected: uniform between -1 and 1\.$/),
  })
})

describe('a known bug', () => {
  const bug = (id: string, draw: Run, variants: Run[] = []): KnownBug => ({
    id,
    part: 'draw',
    caughtBy: check.id,
    title,
    explanation: title,
    run: draw as unknown as KnownBug['run'],
    variants: variants as unknown as KnownBug['variants'],
  })
  const bugs = [
    bug(
      'around-the-deviation',
      drawn((random) => random.normal() + 1),
      [drawn(() => 1)],
    ),
    bug('one-number', (random) => {
      const one = random.normal()
      return drawn(() => one)(random)
    }),
    bug(
      'uniform',
      drawn((random) => random.uniform(-1, 1)),
      [drawn((random) => random.uniform())],
    ),
    bug(
      'too-wide',
      drawn((random) => 2 * random.normal()),
    ),
  ]
  const named = async (student: Run): Promise<string | undefined> =>
    diagnose(check.id, check.kind, await run(student), bugs)?.id

  test.each<[string, Run, string | undefined]>([
    ['of the same statistics is named, whatever it drew', drawn((random) => -2 * random.normal()), 'too-wide'],
    ['is named by a variant of it', drawn((random) => 1 - random.uniform()), 'uniform'],
    ['that gives a constant is named by the constant', drawn(() => 1), 'around-the-deviation'],
    ['that repeats one number is named as that', bugs[1].run as unknown as Run, 'one-number'],
    ['of other statistics is not named', drawn((random) => 3 * random.normal()), undefined],
  ])('%s', async (_what, student, id) => {
    expect(await named(student)).toBe(id)
  })
})

describe('a distribution', () => {
  const step = 1e-3
  const moments = ({ cumulative }: Distribution, reach: number): [number, number] => {
    let [mean, square] = [0, 0]
    for (let x = -reach; x < reach; x += step) {
      const share = cumulative(x + step) - cumulative(x)
      mean += share * (x + step / 2)
      square += share * (x + step / 2) ** 2
    }
    return [mean, Math.sqrt(square - mean ** 2)]
  }

  test.each([
    ['uniform', uniformDistribution(-2, 3)],
    ['normal', normalDistribution(0.7)],
    ['truncated normal', truncatedNormalDistribution(1.5)],
  ])('%s has the mean and the deviation that its shares give', (_name, wanted) => {
    const [mean, deviation] = moments(wanted, 8)
    expect(mean).toBeCloseTo(wanted.mean, 4)
    expect(deviation).toBeCloseTo(wanted.standardDeviation, 4)
  })

  test('normal has published shares', () => {
    const { cumulative } = normalDistribution(1)
    const published = [0.5, 0.8413447, 0.9772499, 0.9986501]
    published.forEach((share, x) => expect(cumulative(x)).toBeCloseTo(share, 6))
  })
})
