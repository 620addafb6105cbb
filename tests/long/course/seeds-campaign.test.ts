import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { SeedsTable } from '../../../grader/course-check/seeds/seeds-file.ts'
import { copyCourse, replacing, runScript, type Ended } from '../../support/course-copy.ts'

// The command itself, on a copy of the fixture's course; each test goes on where the one before it left the copy.

const course = copyCourse()
course.addExercise('exercise-2-again')
afterAll(() => course.remove())

const solution = 'solutions/exercise-1-doubling'

function examine(...words: string[]): Promise<Ended> {
  return runScript('check-course', '--course', course.directory, ...words)
}

function table(folder: string): SeedsTable {
  return JSON.parse(readFileSync(join(course.directory, 'solutions', folder, 'seeds.json'), 'utf8')) as SeedsTable
}

/** The folders of the exercises of which something was graded. */
function graded({ lines }: Ended): string[] {
  const tasks = lines.map((line) => /^\d+ of \d+: ([^,]+), /.exec(line)?.[1])
  return [...new Set(tasks.filter((folder) => folder !== undefined))]
}

describe('check-course --seeds', () => {
  test('grades all of a sound course under all seeds, and writes a table for each exercise', async () => {
    const ended = await examine('--seeds', '50', '--lanes', '2')
    expect(ended.lines.at(-1)).toBe('The course is sound under every seed.')
    expect(ended.code).toBe(0)
    const { seeds, rightAnswers, misconceptions } = table('exercise-1-doubling')
    expect(seeds).toEqual({ right: 50, wrong: 20, slow: 5 })
    expect(Object.keys(rightAnswers).sort()).toEqual(['addition', 'kit', 'loops', 'map', 'solution'])
    expect(rightAnswers.loops).toEqual({ runs: { quick: { seeds: 50, leastLost: 0, mostLost: 0 } }, unjudged: 0 })
    expect(Object.keys(misconceptions)).toHaveLength(8)
    expect(misconceptions.halves).toMatchObject({ named: 20, toBeNamed: 20, misnamed: 0, unjudged: 0 })
    expect(misconceptions.halves.runs.quick.leastLost).toBeGreaterThan(0)
  })

  test('grades nothing twice', async () => {
    const before = table('exercise-2-again')
    const ended = await examine('--seeds', '50')
    expect(graded(ended)).toEqual([])
    expect(ended.code).toBe(0)
    expect(table('exercise-2-again')).toEqual(before)
  })

  test('after a change grades that exercise alone; says what differs, under which seed; and check-course finds the table stale before, unsound after', async () => {
    course.edit(`${solution}/alternatives/map/doubling.ts`, replacing('value / 0.5', '(value > 1.9 ? 3 : 2) * value'))
    course.edit(`${solution}/misconceptions/squares.ts`, replacing('mul(x, x)', 'mul(x, 0.5)'))
    const stale = await examine('--exercise', '1')
    expect(stale.lines.filter((line) => line.startsWith(`${solution}/seeds.json: is stale`))).toHaveLength(1)
    expect(stale.lines.join()).toContain('run: npm run check-course -- --seeds 50 --exercise exercise-1')

    const ended = await examine('--seeds', '50')
    expect(graded(ended)).toEqual(['exercise-1-doubling'])
    expect(ended.code).toBe(1)
    const told = ended.lines.filter((line) => line.startsWith('exercise-1-doubling, map, seed '))
    expect(told[0]).toMatch(
      /^exercise-1-doubling, map, seed \d+ \([0-9a-f]{64}\): loses \d+ points; double-values \(failed/,
    )
    expect(ended.lines.join('\n')).toMatch(
      /exercise-1-doubling, squares, seed 0 \S+ is not named, is taken for another/,
    )
    const { rightAnswers, misconceptions } = table('exercise-1-doubling')
    expect(rightAnswers.map.runs.quick.mostLost).toBeGreaterThan(0)
    expect(misconceptions.squares).toMatchObject({ named: 0, misnamed: 20 })

    const unsound = await examine('--exercise', '1')
    expect(unsound.lines.join('\n')).toMatch(/seeds\.json: map is right and loses up to \d+ points \(quick\); mend it/)
    expect(unsound.lines.join('\n')).toMatch(/seeds\.json: squares is taken for another in 20 gradings; mend it/)
  })

  test('fewer seeds than a table needs write none', async () => {
    const before = table('exercise-2-again')
    course.edit('solutions/exercise-2-again/doubling.ts', (text) => `${text}\n// changed\n`)
    const ended = await examine('--seeds', '2', '--exercise', '2')
    expect(graded(ended)).toEqual(['exercise-2-again'])
    expect(ended.code).toBe(0)
    expect(table('exercise-2-again')).toEqual(before)
  })
})
