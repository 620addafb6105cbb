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
  drawTimedSequence,
  longestSequence,
  timedSteps,
} from '../../exercises/exercise-6-recurrent/checks/draw-cases.ts'
import { dStateOf, reachedBy } from '../../exercises/exercise-6-recurrent/checks/lstm-upstream.ts'
import { gatesInOrder } from '../../exercises/exercise-6-recurrent/checks/gate-order.ts'
import { titles } from '../../exercises/exercise-6-recurrent/checks/titles.ts'
import { wrongGates } from '../../exercises/exercise-6-recurrent/checks/wrong-gates.ts'
import exercise from '../../exercises/exercise-6-recurrent/exercise.ts'
import { readHandout } from './handout-blocks.ts'
import { drawUpstream } from '../../grader/checks/draw.ts'
import { agrees } from '../../grader/checks/compare.ts'
import { leavesOf, type Leaf } from '../../grader/checks/result-tree.ts'
import type { Observation } from '../../grader/exercise.ts'
import type { Value } from '../../grader/subject/subject.ts'
import { lstmStep, lstmStepBackward } from '../../reference-engine/ops/lstm.ts'
import { concat } from '../../reference-engine/primitives/concat.ts'
import { slice } from '../../reference-engine/primitives/slice.ts'
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
  clipByGlobalNorm: { cases: 5, draw: drawClip },
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
      const outputs = outputsOf(part, run, seed)
      expect(sameOnAllCases(outputs, outputsOf(part, reference[part], seed))).toBe(false)
      for (const other of others)
        expect([other.name, sameOnAllCases(outputs, outputsOf(part, other.run, seed))]).toEqual([other.name, false])
    }
  })

  test('are there for every function', () => {
    expect(new Set(bugs.map(({ part }) => part))).toEqual(new Set(parts))
  })
})

test('the handout says how long the timed sequence is', () => {
  expect(drawTimedSequence(new Random('timed'))[1].shape[1]).toBe(timedSteps)
  expect(readHandout('exercise-6-recurrent', 'en')).toContain(`the ${timedSteps} steps that the grader times`)
  expect(readHandout('exercise-6-recurrent', 'zh')).toContain(`计时用的序列有 ${timedSteps} 步`)
  expect(titles.timing.en).toContain(`${timedSteps} steps`)
  expect(titles.timing.zh).toContain(`${timedSteps} 步`)
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

  test('of clipping have norms above maxNorm, below it, and so far below that their squares are', () => {
    const ratios = casesOf('clipByGlobalNorm', ['a']).map(([gradients, maxNorm]) => {
      const entries = (gradients as Tensor[]).flatMap(({ data }) => Array.from(data))
      return Math.hypot(...entries) / (maxNorm as number)
    })
    const [gradients, maxNorm] = casesOf('clipByGlobalNorm', ['a'])[4] as ReturnType<typeof drawClip>
    const squares = gradients.flatMap(({ data }) => Array.from(data, (value) => value ** 2))
    expect(squares.reduce((total, square) => total + square)).toBeLessThan(maxNorm)
    expect(ratios.some((ratio) => ratio > 1.1)).toBe(true)
    expect(ratios.some((ratio) => ratio > 0 && ratio < 0.95)).toBe(true)
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

  test('blames the memory where all gates but the output gate are wrong', () => {
    const { id, explanation } = wrongGates(seen((index, units) => (index < 3 * units ? 2 : 1))) ?? {}
    expect(id).toBe('wrong-memory-gradient')
    expect(explanation?.en).not.toMatch('what reaches the memory is right')
  })

  test('is nothing where all gates are wrong, or none', () => {
    expect(wrongGates(seen(() => 2))).toBeNull()
    expect(wrongGates(seen(() => 1))).toBeNull()
  })
})

describe('what is said of an LSTM that reads its blocks in another order', () => {
  const read = (order: readonly number[]): Observation[] =>
    casesOf('lstmStep', ['a']).map((inputs) => {
      const [x, previous, parameters] = inputs as Parameters<typeof lstmStep>
      const columns = (t: Tensor): Tensor => {
        const units = previous.h.shape[1]
        const before = t.shape.slice(0, -1)
        const block = (index: number): Tensor => slice(t, [...before.map(() => 0), index * units], [...before, units])
        return concat(order.map(block), -1)
      }
      const { inputWeights, recurrentWeights, bias } = parameters
      const moved = {
        inputWeights: columns(inputWeights),
        recurrentWeights: columns(recurrentWeights),
        bias: columns(bias),
      }
      const actual = lstmStep(x, previous, moved)
      const expected = lstmStep(x, previous, parameters)
      return { part: 'lstmStep', inputs: inputs as Observation['inputs'], actual, expected }
    })

  test('names the blocks that are taken from elsewhere', () => {
    const { id, explanation } = gatesInOrder(read([2, 1, 3, 0])) ?? {}
    expect(id).toBe('gate-order')
    expect(explanation?.en).toMatch('the input columns are taken from block 3, not 1')
    expect(explanation?.en).not.toMatch('the forget columns')
    expect(explanation?.zh).toMatch('输出门取自第 1 块，应为第 4 块')
  })

  test('is nothing where the order is right, or does not explain the result', () => {
    expect(gatesInOrder(read([0, 1, 2, 3]))).toBeNull()
    const other = read([0, 1, 2, 3]).map((seen) => ({ ...seen, actual: seen.inputs[1] }))
    expect(gatesInOrder(other)).toBeNull()
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

const remembered = new Map<Run, Map<string, Value[]>>()

/** What a function gives on the cases of a seed; computed once, since each is held against all others. */
function outputsOf(part: string, run: Run, seed: string): Value[] {
  const bySeed = remembered.get(run) ?? new Map<string, Value[]>()
  remembered.set(run, bySeed)
  const known = bySeed.get(seed)
  if (known !== undefined) return known
  const outputs = casesOf(part, [seed]).map((inputs) => run(...copyOf(inputs)))
  bySeed.set(seed, outputs)
  return outputs
}

function sameOnAllCases(first: readonly Value[], second: readonly Value[]): boolean {
  return first.every((output, index) => agrees(output, second[index]))
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
