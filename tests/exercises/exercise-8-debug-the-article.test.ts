import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { transformSync } from '@swc/core'
import * as student from 'grade-descent/student'
import exercise from '../../exercises/exercise-8-debug-the-article/exercise.ts'
import type { KnownBug } from '../../grader/diagnosis/misconceptions.ts'
import type { Check } from '../../grader/exercise.ts'
import { Random } from '../../reference-engine/random.ts'
import { gradeQuickly, loadBug } from './grade-quickly.ts'
import { exercisesFolder } from './handout-blocks.ts'
import type { Functions } from './in-process-subject.ts'

// The file as it is given, with some of its errors mended, any of them: each earns its own points, and those left are named.

const folder = 'exercise-8-debug-the-article'
const given = readFileSync(join(exercisesFolder, folder, 'article.ts'), 'utf8')

interface GivenError {
  /** The check whose lesson tells of it. */
  check: string
  /** What mends it, in the text of the file. */
  from: string | RegExp
  to: string
  /** Its name while it is there, and those before it are mended. */
  name: string
}

const direction = 'meanSquaredErrorBackward-direction'
const size = 'meanSquaredErrorBackward-gradient'

const errors: readonly GivenError[] = [
  {
    check: 'relu-values',
    from: '(value > 0 ? value : 1)',
    to: '(value > 0 ? value : 0)',
    name: 'relu-one-for-negatives',
  },
  {
    check: 'reluBackward-gradient',
    from: 'dOut.data.map((value) => (value > 0 ? value : 0))',
    to: 'dOut.data.map((value, index) => (x.data[index] > 0 ? value : 0))',
    name: 'relu-gate-on-the-gradient',
  },
  {
    check: 'sigmoidBackward-gradient',
    from: 'sigmoidPrime(a)',
    to: 'sigmoidPrime(x)',
    name: 'sigmoid-slope-at-the-activation',
  },
  {
    check: direction,
    from: 'sub(target, prediction)',
    to: 'sub(prediction, target)',
    name: 'error-the-wrong-way-round',
  },
  {
    check: size,
    from: /return (sub\(\w+, \w+\))/,
    to: 'return mul(2 / prediction.data.length, $1)',
    name: 'loss-gradient-without-two-over-n',
  },
  {
    check: 'crossEntropy-values',
    from: '-total / n',
    to: '-total / oneHot.shape[0]',
    name: 'cross-entropy-averaged-over-classes-too',
  },
  {
    check: 'denseBackward-gradient',
    from: 'const bias = delta',
    to: 'const bias = sum(delta, [0])',
    name: 'bias-gradient-not-summed',
  },
  {
    check: 'networkForward-first',
    from: 'matMul(x, rows, false, true)',
    to: 'matMul(x, weights1)',
    name: 'first-weights-read-as-hidden-by-input',
  },
  {
    check: 'networkBackward-bias2',
    from: 'sum(mul(error, mul(a1, sub(1, a1))), [1], true)',
    to: 'sigmoidBackward(error, cache.z2)',
    name: 'output-delta-with-the-hidden-slope',
  },
  {
    check: 'networkBackward-weights2',
    from: 'denseBackward(dZ2, x,',
    to: 'denseBackward(dZ2, a1,',
    name: 'weights2-gradient-from-the-input',
  },
  {
    check: 'networkBackward-hidden',
    from: 'sigmoidBackward(output.dX, a1)',
    to: 'reluBackward(output.dX, cache.z1)',
    name: 'hidden-slope-of-a-sigmoid',
  },
]

const all = errors.map(({ check }) => check)
const random = new Random('subsets')
const somes = Array.from({ length: 30 }, () => all.filter(() => random.uniform() < 0.75))

let knownBugs: KnownBug[] = []

beforeAll(async () => {
  const files = readdirSync(join(exercisesFolder, '..', 'solutions', folder, 'misconceptions'))
  knownBugs = await Promise.all(files.map((file) => loadBug(folder, file.replace(/\.ts$/, ''))))
})

test('each error of the file has a check that tells of it, and each is one place in its text', () => {
  expect(exercise.checks.filter(({ lesson }) => lesson !== undefined).map(({ id }) => id)).toEqual(all)
  for (const { from } of errors) expect(given.split(from).length - 1).toBe(typeof from === 'string' ? 1 : 2)
})

describe('what is mended earns its points, and what is left is named', () => {
  test('the file as it is given', () => expectJust([]))
  test('all mended', () => expectJust(all))
  test.each(all)('%s alone mended', (check) => expectJust([check]))
  test.each(all)('%s alone left', (check) => expectJust(all.filter((other) => other !== check)))
  test.each(somes.map((mended) => [mended.join(', '), mended] as const))('mended: %s', (_, mended) =>
    expectJust(mended),
  )
})

async function expectJust(mended: readonly string[]): Promise<void> {
  const graded = await gradeQuickly(folder, exercise, fileWith(mended), 'a', knownBugs)
  const passing = checksPassing(mended)
  const open = exercise.checks.filter(({ id, needs }) => !passing.has(id) && needs.every((need) => passing.has(need)))
  const statusOf = (check: Check): string => {
    if (passing.has(check.id)) return 'passed'
    return open.includes(check) ? 'failed' : 'blocked'
  }
  expect(graded.checks.map(({ id, status }) => [id, status])).toEqual(
    exercise.checks.map((check) => [check.id, statusOf(check)]),
  )
  const named = graded.checks.filter(({ status }) => status === 'failed').map(({ diagnosis }) => diagnosis?.id)
  expect(named).toEqual(open.map(({ id }) => nameOf(id, mended)))
  expect(graded.checks.filter(({ lesson }) => lesson !== undefined).map(({ id }) => id)).toEqual(
    all.filter((check) => passing.has(check)),
  )
  const points = exercise.checks.filter(({ id }) => passing.has(id)).reduce((sum, check) => sum + check.points, 0)
  expect(graded.score).toBe(points)
}

/** A check passes when its own error is mended, and all that it builds on passes. */
function checksPassing(mended: readonly string[]): Set<string> {
  const passing = new Set<string>()
  for (const { id, needs } of exercise.checks) {
    const isMended = !all.includes(id) || mended.includes(id)
    if (isMended && needs.every((need) => passing.has(need))) passing.add(id)
  }
  return passing
}

function nameOf(check: string, mended: readonly string[]): string | undefined {
  if (check === direction && !mended.includes(size)) return 'error-as-the-article-writes-it'
  return errors.find((error) => error.check === check)?.name
}

/** The given file's functions, with some of its errors mended. */
function fileWith(mended: readonly string[]): Functions {
  const text = errors
    .filter(({ check }) => mended.includes(check))
    .reduce((code, { from, to }) => code.replace(from, to), given)
  const { code } = transformSync(text, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  })
  const exports = {}
  // The file's own text, changed in the places named above.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const run = new Function('exports', 'require', code) as (exports: object, require: () => object) => void
  run(exports, () => student)
  return exports as Functions
}
