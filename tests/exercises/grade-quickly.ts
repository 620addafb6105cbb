import { join } from 'node:path'
import { expect } from '@jest/globals'
import type { KnownBug } from '../../grader/diagnosis/misconceptions.ts'
import type { Exercise, Misconception } from '../../grader/exercise.ts'
import { gradeSubmission, type Graded } from '../../grader/grade-submission.ts'
import { exercisesFolder } from './handout-blocks.ts'
import { inProcessSubject, type Functions } from './in-process-subject.ts'

/** Runs an exercise's quick checks on functions of this process. */
export function gradeQuickly(
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

/** A misconception's one function, with what the file says of it. */
export async function loadBug(folder: string, name: string): Promise<KnownBug> {
  const { misconception, ...functions } = (await import(
    join(exercisesFolder, '..', 'solutions', folder, 'misconceptions', `${name}.ts`)
  )) as {
    misconception: Misconception
  } & Record<string, unknown>
  const exported = Object.entries(functions).filter(([, value]) => typeof value === 'function')
  expect(exported.map(([part]) => part)).toHaveLength(1)
  const [[part, run]] = exported
  return { ...misconception, id: name, part, run: run as KnownBug['run'] }
}
