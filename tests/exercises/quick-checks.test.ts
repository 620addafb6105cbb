import { existsSync, readdirSync } from 'node:fs'
import { ownFilesOf } from '../../grader/own-files.ts'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { KnownBug } from '../../grader/diagnosis/misconceptions.ts'
import type { Exercise } from '../../grader/exercise.ts'
import type { Graded } from '../../grader/grade-submission.ts'
import { gradeQuickly, loadBug } from './grade-quickly.ts'
import { exercises, exercisesFolder } from './handout-blocks.ts'
import type { Functions } from './in-process-subject.ts'

// The quick checks of every exercise, in this process, under several seeds: answers that are right earn every point, and a
// known bug loses the check meant for it, is named, and costs nothing else.

const seeds = ['a', 'b']
const solutions = join(exercisesFolder, '..', 'solutions')

describe.each(exercises)('%s', (folder) => {
  const misconceptions = namesIn(join(solutions, folder, 'misconceptions'))
  const alternatives = namesIn(join(solutions, folder, 'alternatives'))
  let exercise: Exercise
  let solution: Functions
  let knownBugs: KnownBug[]

  beforeAll(async () => {
    exercise = ((await import(join(exercisesFolder, folder, 'exercise.ts'))) as { default: Exercise }).default
    solution = await functionsIn(join(solutions, folder), exercise)
    knownBugs = await Promise.all(misconceptions.map((name) => loadBug(folder, name)))
  })

  const grade = (functions: Functions, seed: string): Promise<Graded> =>
    gradeQuickly(folder, exercise, functions, seed, knownBugs)

  test('has four alternatives and eight misconceptions or more', () => {
    expect(alternatives.length).toBeGreaterThanOrEqual(4)
    expect(misconceptions.length).toBeGreaterThanOrEqual(8)
  })

  test.each(seeds)('the solution is right under seed %s', async (seed) => {
    expect(lostChecks(await grade(solution, seed))).toEqual([])
  })

  test.each(alternatives)('the alternative %s is right', async (name) => {
    const functions = await functionsIn(join(solutions, folder, 'alternatives', name), exercise)
    for (const seed of seeds) expect(lostChecks(await grade(functions, seed))).toEqual([])
  })

  test.each(misconceptions)('%s is caught by its check alone, and named', async (name) => {
    const bug = await loadBug(folder, name)
    const checks = new Map(exercise.checks.map((check) => [check.id, check]))
    expect([...checks.keys()]).toContain(bug.caughtBy)
    if (checks.get(bug.caughtBy)?.slow === true) return
    for (const seed of seeds) {
      const graded = await grade({ ...solution, [bug.part]: bug.run }, seed)
      const lost = graded.checks.filter(({ status }) => status !== 'passed' && status !== 'inconclusive')
      expect(lost.filter(({ status }) => status !== 'blocked').map(({ id }) => id)).toEqual([bug.caughtBy])
      expect(lost.find(({ id }) => id === bug.caughtBy)?.diagnosis?.id).toBe(name)
    }
  })
})

function lostChecks({ checks }: Graded): string[] {
  return checks
    .filter(({ status }) => status !== 'passed' && status !== 'inconclusive')
    .map(({ id, status, message }) => `${id}: ${status}: ${message.en}`)
}

async function functionsIn(directory: string, exercise: Exercise): Promise<Functions> {
  const files = ownFilesOf(exercise)
  const modules = await Promise.all(files.map(async (file) => (await import(join(directory, file))) as Functions))
  return Object.assign({}, ...modules) as Functions
}

function namesIn(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory).map((file) => file.replace(/\.ts$/, '')) : []
}
