import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, jest, test } from '@jest/globals'
import {
  drawClip,
  drawExtremeLstm,
  drawExtremeSequence,
  drawExtremeStep,
  drawLstm,
  drawSequence,
  drawStep,
  longestSequence,
} from '../../exercises/exercise-6-recurrent/checks/draw-cases.ts'
import { dStateOf, reachedBy } from '../../exercises/exercise-6-recurrent/checks/lstm-upstream.ts'
import { wrongGates } from '../../exercises/exercise-6-recurrent/checks/wrong-gates.ts'
import exercise from '../../exercises/exercise-6-recurrent/exercise.ts'
import { drawUpstream } from '../../grader/checks/draw.ts'
import { agrees } from '../../grader/checks/compare.ts'
import { leavesOf, type Leaf } from '../../grader/checks/result-tree.ts'
import type { Observation } from '../../grader/exercise.ts'
import type { Value } from '../../grader/subject/subject.ts'
import { lstmStepBackward } from '../../reference-engine/ops/lstm.ts'
import { Random } from '../../reference-engine/random.ts'
import { preActivations } from '../../reference-engine/recurrent.ts'
import type { Tensor } from '../../reference-engine/tensor.ts'

// The answers and the bugs of exercise 6 side by side on the drawn cases: right answers agree far beyond what the checks
// ask, and no two bugs of one function look alike.

type Run = (...inputs: readonly unknown[]) => Value
type Submission = { readonly [part: string]: Run }
interface Bug {
  name: string
  part: string
  run: Run
  caughtBy: string
}

const folder = join(__dirname, '..', '..', 'solutions', 'exercise-6-recurrent')
const seeds = ['a', 'b', 'c']

/** How a part's arguments are drawn, in the course's cases and as many of them. */
const draws: { [part: string]: { cases: number; draw: (random: Random, index: number) => readonly unknown[] } } = {
  rnnStep: { cases: 3, draw: drawStep },
  rnnStepBackward: { cases: 3, draw: (random, index) => withUpstream(random, drawStep(random, index)) },
  rnn: { cases: longestSequence, draw: drawSequence },
  rnnBackward: { cases: longestSequence, draw: (random, index) => withUpstream(random, drawSequence(random, index)) },
  lstmStep: { cases: 5, draw: drawLstm },
  lstmStepBackward: { cases: 5, draw: drawLstmBackward },
  clipByGlobalNorm: { cases: 6, draw: drawClip },
}
const parts = Object.keys(draws)

const reference = Object.fromEntries(
  Object.entries(exercise.parts).map(([name, part]) => [name, part.reference as unknown as Run]),
)
const alternatives = readdirSync(join(folder, 'alternatives'))
const bugs = readdirSync(join(folder, 'misconceptions')).map(loadBug)

describe.each(['solution', ...alternatives])('%s', (name) => {
  const submission = load(join(folder, ...(name === 'solution' ? [] : ['alternatives', name]), 'recurrent.ts'))

  test.each(parts)('%s equals the reference', (part) => {
    // A 1e-6 beside the norm is right too.
    const allowed = part === 'clipByGlobalNorm' ? 2e-6 : 1e-9
    for (const inputs of casesOf(part)) {
      const found = new Map(leavesOf(submission[part](...inputs)).map(({ path, value }) => [path, value]))
      for (const { path, value } of leavesOf(reference[part](...inputs))) {
        expect([part, path, farthest(found.get(path), value) <= allowed]).toEqual([part, path, true])
      }
    }
  })
})

describe('the misconceptions', () => {
  const ofValues = bugs.filter(({ caughtBy }) => /-(values|gradient)$/.test(caughtBy))

  test.each(ofValues)('$name differs from the reference, and from every other bug of $part', ({ name, part, run }) => {
    const others = ofValues.filter((bug) => bug.part === part && bug.name !== name)
    for (const seed of seeds) {
      expect(sameOnAllCases(part, run, reference[part], seed)).toBe(false)
      for (const other of others)
        expect([other.name, sameOnAllCases(part, run, other.run, seed)]).toEqual([other.name, false])
    }
  })

  test('are there for every function', () => {
    expect(new Set(bugs.map(({ part }) => part))).toEqual(new Set(parts))
  })
})

describe('the drawn cases', () => {
  const seedsOfAll = seeds.map((seed) => new Random(seed))

  test('are sequences of 1 to 12 steps', () => {
    const lengths = casesOf('rnnBackward', ['a']).map((inputs) => (inputs[1] as Tensor).shape[1])
    expect(lengths).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })

  test('never start from a state of zeros, so that a forgotten one shows', () => {
    for (const part of ['rnnStep', 'rnn']) {
      for (const [, state] of casesOf(part)) expect((state as Tensor).data.every((value) => value !== 0)).toBe(true)
    }
  })

  test('of stability reach pre-activations beyond 900 on both sides, and no farther than 1000', () => {
    for (const random of seedsOfAll) {
      const drawn = [drawExtremeStep(random, 0), drawExtremeLstm(random, 1)]
      const sums = drawn.map(
        ([x, state, parameters]) => preActivations(x, 'h' in state ? state.h : state, parameters).data,
      )
      for (const data of sums) {
        expect(data.reduce((most, value) => Math.max(most, value), -Infinity)).toBeGreaterThan(900)
        expect(data.reduce((least, value) => Math.min(least, value), Infinity)).toBeLessThan(-900)
        expect(data.every((value) => Math.abs(value) <= 1000)).toBe(true)
      }
      expect(drawExtremeSequence(random, 0)[0].shape[1]).toBeGreaterThan(1)
    }
  })

  test('of clipping have norms above maxNorm, below it, and 0', () => {
    const ratios = casesOf('clipByGlobalNorm', ['a']).map(([gradients, maxNorm]) => {
      const entries = (gradients as Tensor[]).flatMap(({ data }) => Array.from(data))
      return Math.hypot(...entries) / (maxNorm as number)
    })
    expect(ratios.some((ratio) => ratio > 1.1)).toBe(true)
    expect(ratios.some((ratio) => ratio > 0 && ratio < 0.95)).toBe(true)
    expect(ratios).toContain(0)
  })
})

describe('what is said of an LSTM whose gradients are wrong', () => {
  const seen = (spoil: (index: number, units: number) => number): Observation[] =>
    casesOf('lstmStepBackward', ['a']).map((inputs) => {
      const [dState, x, previous, parameters] = inputs as Parameters<typeof lstmStepBackward>
      const expected = lstmStepBackward(dState, x, previous, parameters)
      const units = previous.h.shape[1]
      const bias = { ...expected.gradients.bias, data: expected.gradients.bias.data.slice() }
      bias.data.forEach((value, index) => (bias.data[index] = value * spoil(index, units)))
      const actual = { ...expected, gradients: { ...expected.gradients, bias } }
      return { part: 'lstmStepBackward', inputs: inputs as Observation['inputs'], actual, expected }
    })

  test.each([
    [0, 'wrong-gate-input'],
    [1, 'wrong-gate-forget'],
    [2, 'wrong-gate-cell'],
    [3, 'wrong-gate-output'],
  ])('names gate %d where its columns alone are wrong', (gate, id) => {
    const finding = wrongGates(seen((index, units) => (Math.floor(index / units) === gate ? 2 : 1)))
    expect(finding?.id).toBe(id)
  })

  test('names two gates', () => {
    const finding = wrongGates(seen((index, units) => (index >= units && index < 3 * units ? 2 : 1)))
    expect(finding?.id).toBe('wrong-gate-forget-cell')
  })

  test('is nothing where all gates are wrong, or none', () => {
    expect(wrongGates(seen(() => 2))).toBeNull()
    expect(wrongGates(seen(() => 1))).toBeNull()
  })
})

function load(file: string): Submission {
  return jest.requireActual<Submission>(file)
}

function loadBug(file: string): Bug {
  const { misconception, ...functions } = jest.requireActual<{ misconception: { caughtBy: string } } & Submission>(
    join(folder, 'misconceptions', file),
  )
  const [part, run] = Object.entries(functions)[0]
  return { name: file.replace(/\.ts$/, ''), part, run: run as Run, caughtBy: misconception.caughtBy }
}

function casesOf(part: string, only: readonly string[] = seeds): (readonly unknown[])[] {
  return only.flatMap((seed) =>
    Array.from({ length: draws[part].cases }, (_, index) =>
      draws[part].draw(new Random(`${seed}/${part}/${index}`), index),
    ),
  )
}

function withUpstream(random: Random, drawn: readonly [x: Tensor, h: Tensor, ...rest: unknown[]]): readonly unknown[] {
  const [x, h] = drawn
  return [drawUpstream(random, [...x.shape.slice(0, -1), h.shape[1]]), ...drawn]
}

/** Reached by h, by c or by both, as the gradient check draws them. */
function drawLstmBackward(random: Random, index: number): readonly unknown[] {
  const drawn = drawLstm(random, index)
  const { h } = drawn[1]
  const reached = reachedBy[index % reachedBy.length]
  const columns = reached === 'both' ? 2 * h.shape[1] : h.shape[1]
  return [dStateOf(drawUpstream(random, [h.shape[0], columns]), drawn[1], reached), ...drawn]
}

function sameOnAllCases(part: string, first: Run, second: Run, seed: string): boolean {
  return casesOf(part, [seed]).every((inputs) => agrees(first(...copyOf(inputs)), second(...copyOf(inputs))))
}

/** The largest distance of two leaves; infinite where they don't have one size. */
function farthest(actual: Leaf['value'] | undefined, expected: Leaf['value']): number {
  const [own, other] = [numbersIn(actual), numbersIn(expected)]
  if (own.length !== other.length) return Infinity
  return Math.max(...other.map((value, index) => Math.abs(own[index] - value)))
}

function numbersIn(value: Leaf['value'] | undefined): number[] {
  if (value === undefined) return []
  return typeof value === 'number' ? [value] : Array.from(value.data)
}

/** Bugs that change their arguments must not spoil the next call. */
function copyOf<Tree>(tree: Tree): Tree {
  if (typeof tree !== 'object' || tree === null) return tree
  if (ArrayBuffer.isView(tree)) return (tree as unknown as Float64Array).slice() as Tree
  if (Array.isArray(tree)) return tree.map(copyOf) as Tree
  return Object.fromEntries(Object.entries(tree).map(([key, entry]) => [key, copyOf(entry as unknown)])) as Tree
}
