import { describe, expect, test } from '@jest/globals'
import {
  deviations,
  expectedOf,
  rightRow,
  wrongRow,
  type Finished,
} from '../../../../grader/course-check/seeds/rows.ts'
import type { Unpassed } from '../../../../grader/course-check/seeds/runs.ts'
import { contradictionsOf } from '../../../../grader/course-check/seeds/soundness.ts'
import type { Contender } from '../../../../grader/course/contenders.ts'
import type { LoadedExercise } from '../../../../grader/grade-submission.ts'

const exercise = {
  checks: [
    { id: 'add-values', slow: false },
    { id: 'add-timing', slow: true },
  ],
} as unknown as LoadedExercise

const contender = (name: string, caughtBy: string | null): Contender =>
  ({ name, kind: caughtBy === null ? 'right' : 'wrong', caughtBy }) as Contender
const solution = contender('solution', null)
const doubled = contender('doubled', 'add-values')
const halved = contender('halved', 'add-values')
const slow = contender('slow', 'add-timing')
const contenders = [solution, doubled, halved, slow]

/** A run with the diagnosis of one check that failed; undefined where all passed. */
function run(
  seed: number,
  diagnosis?: string | null,
  more: Partial<Unpassed> = {},
  check: string | null = null,
): Finished {
  const failed: Unpassed = {
    id: check ?? 'add-values',
    status: 'failed',
    points: 7,
    diagnosis: diagnosis ?? null,
    message: 'differs',
    ...more,
  }
  const outcome = { seed: 'ab', milliseconds: 1, unpassed: diagnosis === undefined ? [] : [failed] }
  return { run: { contender: 'any', check, seed }, outcome }
}

const timed = (seed: number, diagnosis?: string | null) => run(seed, diagnosis, {}, 'add-timing')

/** The contradictions of a table with these runs of one contender. */
function contradictions(one: Contender, finished: readonly Finished[]): string[] {
  const table = { about: '', content: '', seeds: { right: 50, wrong: 20, slow: 5 } }
  const expected = expectedOf(exercise, contenders, one)
  return one.kind === 'right'
    ? contradictionsOf({ ...table, rightAnswers: { [one.name]: rightRow(finished) }, misconceptions: {} })
    : contradictionsOf({ ...table, rightAnswers: {}, misconceptions: { [one.name]: wrongRow(expected, finished) } })
}

function deviationsOf(one: Contender, finished: readonly Finished[]): string[][] {
  const expected = expectedOf(exercise, contenders, one)
  return finished.map((each) => deviations(expected, each, rightRow(finished)))
}

describe('a right answer', () => {
  test('that passes under all seeds has nothing against it', () => {
    const finished = [run(0), run(1), timed(0)]
    expect(rightRow(finished)).toEqual({
      runs: {
        quick: { seeds: 2, leastLost: 0, mostLost: 0 },
        'add-timing': { seeds: 1, leastLost: 0, mostLost: 0 },
      },
      unjudged: 0,
    })
    expect(contradictions(solution, finished)).toEqual([])
    expect(deviationsOf(solution, finished)).toEqual([[], [], []])
  })

  test('that loses points under one seed is a contradiction, and the run is told', () => {
    const finished = [run(0), run(1, null), run(2)]
    expect(contradictions(solution, finished)).toEqual(['solution is right and loses up to 7 points (quick)'])
    expect(deviationsOf(solution, finished)).toEqual([[], ['loses 7 points'], []])
  })

  test('that could not be judged under one seed is not proved', () => {
    const finished = [run(0), run(1, null, { status: 'inconclusive', points: 0 })]
    expect(contradictions(solution, finished)).toEqual(['solution could not be judged in 1 gradings'])
    expect(deviationsOf(solution, finished)).toEqual([[], ['is not judged']])
  })
})

describe('a misconception', () => {
  test('that is named under all seeds has nothing against it', () => {
    const finished = [run(0, 'doubled'), run(1, 'doubled')]
    const row = wrongRow(expectedOf(exercise, contenders, doubled), finished)
    expect(row).toEqual({
      runs: { quick: { seeds: 2, leastLost: 7, mostLost: 7 } },
      unjudged: 0,
      named: 2,
      toBeNamed: 2,
      misnamed: 0,
    })
    expect(contradictions(doubled, finished)).toEqual([])
    expect(deviationsOf(doubled, finished)).toEqual([[], []])
  })

  test('may go unnamed once in a hundred seeds, no more', () => {
    const hundred = Array.from({ length: 100 }, (_, seed) => run(seed, 'doubled'))
    const once = [...hundred.slice(1), run(0, 'relation-scaled')]
    expect(contradictions(doubled, once)).toEqual([])
    expect(deviationsOf(doubled, once).at(-1)).toEqual(['is not named'])
    const twice = [...once.slice(1), run(1, null)]
    expect(contradictions(doubled, twice)).toEqual(['only 98 of 100 gradings name the misconception'])
  })

  test.each(['halved', 'doubled+halved'])('is never taken for another (%s)', (diagnosis) => {
    const hundred = Array.from({ length: 100 }, (_, seed) => run(seed, 'doubled'))
    const finished = [...hundred, run(100, diagnosis)]
    expect(contradictions(doubled, finished)).toEqual(['doubled is taken for another in 1 gradings'])
    expect(deviationsOf(doubled, finished).at(-1)).toEqual(['is not named', 'is taken for another'])
  })

  test('is named by the check meant for it', () => {
    expect(deviationsOf(doubled, [run(0, 'doubled', { id: 'add-manners' })])).toEqual([['is not named']])
  })

  test('loses the same points under every seed', () => {
    const finished = [run(0, 'doubled'), run(1, 'doubled', { points: 9 })]
    expect(contradictions(doubled, finished)).toEqual(['doubled loses 7 to 9 points (quick)'])
    expect(deviationsOf(doubled, finished)[1]).toEqual(['loses 9 points, of 7 to 9 under all seeds'])
  })

  test('that a slow check catches is named there, and loses nothing on the quick ones', () => {
    const finished = [run(0), run(1), timed(0, 'slow'), timed(1, 'slow')]
    const row = wrongRow(expectedOf(exercise, contenders, slow), finished)
    expect({ named: row.named, toBeNamed: row.toBeNamed }).toEqual({ named: 2, toBeNamed: 2 })
    expect(contradictions(slow, finished)).toEqual([])
    expect(deviationsOf(slow, [...finished, timed(2, null)]).at(-1)).toEqual(['is not named'])
  })
})
