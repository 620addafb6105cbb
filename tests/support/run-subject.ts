import { bundleSubmission } from '../../grader/submission/bundle-submission.ts'
import { startSubject } from '../../grader/subject/start-subject.ts'
import type { SubjectError, Subject } from '../../grader/subject/subject.ts'
import type { Limits } from '../../grader/exercise.ts'

export const testLimits: Limits = { callMs: 1000, loadMs: 1000, memoryMb: 256, outputMb: 1 }

export interface SubmissionUnderTest {
  /** Sources by path. */
  files: { readonly [path: string]: string }
  /** Parts of `a.ts`, or of another file when given as `file:part`. */
  parts: readonly string[]
  runnerPath: string
  limits?: Partial<Limits>
  withheldNames?: readonly string[]
}

export const testKitNames = ['tensor', 'zeros', 'zerosLike', 'Random', 'ShapeError', 'NotImplementedError', 'todo']

/** Starts a subject for sources written in a test; the caller closes it. */
export function subjectFor({ files, parts, runnerPath, limits, withheldNames }: SubmissionUnderTest): Subject {
  const placed = parts.map((part) => (part.includes(':') ? part.split(':') : ['a.ts', part]))
  const entries = [...new Set(placed.map(([file]) => file))]
  return startSubject({
    submission: bundleSubmission({
      files: new Map(Object.entries(files)),
      entries,
      kitNames: testKitNames,
      withheldNames,
    }),
    parts: Object.fromEntries(placed.map(([file, part]) => [part, { file }])),
    limits: { ...testLimits, ...limits },
    runnerPath,
    isolation: 'process',
  })
}

/** The SubjectError that a call ends with; any other end is the test's failure. */
export async function errorOf(call: Promise<unknown>): Promise<SubjectError> {
  const end = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('error' in end && (end.error as Error).name === 'SubjectError') return end.error as SubjectError
  throw new Error(`expected a SubjectError, got ${'error' in end ? String(end.error) : JSON.stringify(end.value)}`)
}
