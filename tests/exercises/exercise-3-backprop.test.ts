import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, jest, test } from '@jest/globals'
import {
  drawDense,
  drawMlp,
  drawNetwork,
  drawStep,
  drawTraining,
} from '../../exercises/exercise-3-backprop/checks/draw-cases.ts'
import exercise from '../../exercises/exercise-3-backprop/exercise.ts'
import { drawUpstream } from '../../grader/checks/draw.ts'
import { agrees } from '../../grader/checks/compare.ts'
import { leavesOf, type Leaf } from '../../grader/checks/result-tree.ts'
import type { Value } from '../../grader/subject/subject.ts'
import { Random } from '../../reference-engine/random.ts'
import type { Tensor } from '../../reference-engine/tensor.ts'

// The answers and the bugs of exercise 3 side by side on the drawn cases: right answers agree far beyond what the checks
// ask, and no two bugs of one function look alike.

type Run = (...inputs: readonly unknown[]) => Value
type Submission = { readonly [part: string]: Run }
interface Bug {
  name: string
  part: string
  run: Run
  caughtBy: string
}

const folder = join(__dirname, '..', '..', 'solutions', 'exercise-3-backprop')
const seeds = ['a', 'b', 'c']
const caseCounts: { [part: string]: number } = {
  denseBackward: 3,
  networkForward: 3,
  networkBackward: 3,
  mlpForwardWithCache: 4,
  mlpBackward: 4,
  gradientDescentStep: 5,
  train: 2,
}

const reference = Object.fromEntries(
  Object.entries(exercise.parts).map(([name, part]) => [name, part.reference as unknown as Run]),
)
const solution = load(join(folder, 'backprop.ts'))
const alternatives = readdirSync(join(folder, 'alternatives'))
const bugs = readdirSync(join(folder, 'misconceptions')).map(loadBug)

describe.each(['solution', ...alternatives])('%s', (name) => {
  const submission = name === 'solution' ? solution : load(join(folder, 'alternatives', name, 'backprop.ts'))

  test.each(Object.keys(caseCounts))('%s equals the reference to 1e-9', (part) => {
    for (const { inputs, random } of casesOf(part)) {
      const expected = reference[part](...argumentsOf(part, inputs, random, reference))
      const actual = submission[part](...argumentsOf(part, inputs, random, submission))
      const found = new Map(leavesOf(actual).map(({ path, value }) => [path, value]))
      for (const { path, value } of leavesOf(expected)) {
        const own = found.get(path)
        expect([part, path, farthest(own, value) <= 1e-9]).toEqual([part, path, true])
      }
    }
  })
})

describe('the misconceptions', () => {
  const ofValues = bugs.filter(({ caughtBy }) => !/-(manners|precision)$/.test(caughtBy))

  test.each(ofValues)('$name differs from the reference', ({ part, run }) => {
    for (const seed of seeds) expect(sameOnAllCases(part, run, reference[part], seed)).toBe(false)
  })

  test.each(ofValues)('$name is no other bug of $part', ({ name, part, run }) => {
    for (const other of ofValues.filter((bug) => bug.part === part && bug.name !== name)) {
      for (const seed of seeds)
        expect([other.name, sameOnAllCases(part, run, other.run, seed)]).toEqual([other.name, false])
    }
  })

  test('are there for every function', () => {
    expect(new Set(bugs.map(({ part }) => part))).toEqual(new Set(Object.keys(caseCounts)))
  })
})

describe('the drawn cases', () => {
  test('have depths 1 to 4 and a batch of one', () => {
    const drawn = casesOf('mlpBackward').map(({ inputs: [layers, x] }) => ({
      depth: (layers as unknown[]).length,
      batch: (x as Tensor).shape[0],
    }))
    expect(new Set(drawn.map(({ depth }) => depth))).toEqual(new Set([1, 2, 3, 4]))
    expect(drawn.some(({ batch }) => batch === 1)).toBe(true)
  })

  test('never have two neighbouring axes of one length, so that a transposed tensor shows', () => {
    for (const part of ['denseBackward', 'mlpBackward']) {
      for (const { inputs } of casesOf(part)) {
        const shapes = leavesOf(inputs as Value).map(({ value }) => (typeof value === 'number' ? [] : value.shape))
        for (const [rows, columns] of shapes.filter((shape) => shape.length === 2)) expect(rows).not.toBe(columns)
      }
    }
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

interface DrawnCase {
  inputs: readonly unknown[]
  random: string
}

function casesOf(part: string, only: readonly string[] = seeds): DrawnCase[] {
  return only.flatMap((seed) =>
    Array.from({ length: caseCounts[part] }, (_, index) => ({
      inputs: draw(part, new Random(`${seed}/${part}/${index}`), index),
      random: `${seed}/${part}/${index}/upstream`,
    })),
  )
}

function draw(part: string, random: Random, index: number): readonly unknown[] {
  switch (part) {
    case 'denseBackward':
      return drawDense(random, index)
    case 'networkForward':
      return drawNetwork(random, index).slice(0, 2)
    case 'networkBackward':
      return drawNetwork(random, index)
    case 'gradientDescentStep':
      return drawStep(random, index)
    case 'train':
      return drawTraining(random, index)
    default:
      return drawMlp(random, index)
  }
}

/** A backward's arguments, with the cache that the submission's own forward makes. */
function argumentsOf(
  part: string,
  inputs: readonly unknown[],
  seed: string,
  submission: Submission,
): readonly unknown[] {
  const random = new Random(seed)
  if (part === 'denseBackward') {
    const [x, parameters] = inputs as ReturnType<typeof drawDense>
    return [drawUpstream(random, [x.shape[0], parameters.bias.shape[0]]), x, parameters]
  }
  if (part === 'networkBackward') {
    const [parameters, x, target] = inputs
    return [parameters, submission.networkForward(parameters, x), x, target]
  }
  if (part === 'mlpBackward') {
    const [layers, x] = inputs as ReturnType<typeof drawMlp>
    const outputs = layers[layers.length - 1].bias.shape[0]
    return [layers, submission.mlpForwardWithCache(layers, x), drawUpstream(random, [x.shape[0], outputs])]
  }
  return inputs
}

function sameOnAllCases(part: string, first: Run, second: Run, seed: string): boolean {
  return casesOf(part, [seed]).every(({ inputs, random }) => {
    const given = argumentsOf(part, inputs, random, reference)
    return agrees(first(...copyOf(given)), second(...copyOf(given)))
  })
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
