import { describe, expect, test } from '@jest/globals'
import { plannedRuns, seedCounts, tasksOf, type Run } from '../../../../grader/course-check/seeds/runs.ts'
import type { Contender } from '../../../../grader/course/contenders.ts'
import type { Check } from '../../../../grader/exercise.ts'
import type { LoadedExercise } from '../../../../grader/grade-submission.ts'

function check(id: string, needs: string[] = []): Check {
  const [part, kind] = id.split('-')
  return { id, part, kind, needs, slow: ['accuracy', 'timing'].includes(kind) } as unknown as Check
}

const exercise = {
  folder: 'exercise-9-sums',
  checks: [
    check('add-values'),
    check('add-manners', ['add-values']),
    check('add-timing', ['add-values']),
    check('sub-values'),
    check('sub-manners', ['sub-values']),
    check('train-values', ['add-manners']),
    check('train-accuracy', ['train-values', 'sub-values']),
    check('mul-values'),
  ],
} as unknown as LoadedExercise

const right = { name: 'loops', kind: 'right', part: null, caughtBy: null } as Contender

function wrong(caughtBy: string): Contender {
  return { name: 'bug', kind: 'wrong', part: caughtBy.split('-')[0], caughtBy } as Contender
}

/** The number of seeds by kind of run. */
function seedsByCheck(runs: readonly Run[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { check: id } of runs) counts[id ?? 'quick'] = (counts[id ?? 'quick'] ?? 0) + 1
  return counts
}

test('misconceptions get two fifths of the seeds, slow checks a tenth', () => {
  expect(seedCounts(50)).toEqual({ right: 50, wrong: 20, slow: 5 })
  expect(seedCounts(1)).toEqual({ right: 1, wrong: 1, slow: 1 })
})

describe('what a contender meets', () => {
  const counts = seedCounts(50)

  test('a right answer meets every check', () => {
    const runs = plannedRuns(exercise, right, counts)
    expect(seedsByCheck(runs)).toEqual({ quick: 50, 'add-timing': 5, 'train-accuracy': 5 })
    expect(new Set(runs.filter((run) => run.check === null).map(({ seed }) => seed)).size).toBe(50)
  })

  test.each([
    // Blocked: add-values is needed by both, for train-accuracy through others.
    ['add-values', { quick: 20 }],
    // The accuracy waits for it, the timing of the same function doesn't.
    ['add-manners', { quick: 20, 'add-timing': 5 }],
    // Nothing waits for it, and the training runs sub.
    ['sub-manners', { quick: 20, 'train-accuracy': 5 }],
    // Neither slow check runs mul.
    ['mul-values', { quick: 20 }],
    ['train-accuracy', { quick: 20, 'train-accuracy': 5 }],
  ])('a misconception that %s catches meets the slow checks that it could change', (caughtBy, expected) => {
    expect(seedsByCheck(plannedRuns(exercise, wrong(caughtBy), counts))).toEqual(expected)
  })
})

test('what measures time is a task of its own, and no task is empty', () => {
  const runs = plannedRuns(exercise, right, { right: 2, wrong: 1, slow: 1 })
  const tasks = tasksOf(exercise, 'loops', runs)
  expect(tasks.map(({ timed, runs: ones }) => [timed, seedsByCheck(ones)])).toEqual([
    [false, { quick: 2, 'train-accuracy': 1 }],
    [true, { 'add-timing': 1 }],
  ])
  expect(tasksOf(exercise, 'loops', runs.slice(0, 2))).toHaveLength(1)
  expect(tasksOf(exercise, 'loops', [])).toEqual([])
})
