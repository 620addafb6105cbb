import { existsSync, readdirSync } from 'node:fs'
import { ownFilesOf } from '../../grader/own-files.ts'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { KnownBug } from '../../grader/diagnosis/misconceptions.ts'
import type { Exercise, Misconception } from '../../grader/exercise.ts'
import { gradeSubmission, type Graded } from '../../grader/grade-submission.ts'
import { exercises, exercisesFolder } from './handout-blocks.ts'
import { inProcessSubject, type Functions } from './in-process-subject.ts'

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

function gradeQuickly(
  folder: string,
  exercise: Exercise,
  functions: Functions,
  seed: string,
  knownBugs: readonly KnownBug[],
): Promise<Graded> {
  const unavailable = (): Promise<never> =>
    Promise.reject(new Error('a quick check needs neither images nor a second child'))
  return gradeSubmission({
    exercise: { ...exercise, id: folder, folder },
    subject: inProcessSubject(functions),
    referenceSubject: unavailable,
    images: unavailable,
    knownBugs: () => Promise.resolve(knownBugs),
    calibration: null,
    seeds: { files: seed, identity: seed },
    timesFromOutside: true,
    onlyQuick: true,
    onlyCase: null,
    reproduce: (caseId) => caseId,
    whereIs: () => null,
    onResult: () => undefined,
    onProgress: () => undefined,
  })
}

async function functionsIn(directory: string, exercise: Exercise): Promise<Functions> {
  const files = ownFilesOf(exercise)
  const modules = await Promise.all(files.map(async (file) => (await import(join(directory, file))) as Functions))
  return Object.assign({}, ...modules) as Functions
}

async function loadBug(folder: string, name: string): Promise<KnownBug> {
  const { misconception, ...functions } = (await import(join(solutions, folder, 'misconceptions', `${name}.ts`))) as {
    misconception: Misconception
  } & Record<string, unknown>
  const exported = Object.entries(functions).filter(([, value]) => typeof value === 'function')
  expect(exported.map(([part]) => part)).toHaveLength(1)
  const [[part, run]] = exported
  return { ...misconception, id: name, part, run: run as KnownBug['run'] }
}

function namesIn(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory).map((file) => file.replace(/\.ts$/, '')) : []
}
