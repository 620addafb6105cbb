import type { Contender } from '../../course/contenders.ts'
import { partsOfCheck } from '../../course/parts-of-check.ts'
import type { Check } from '../../exercise.ts'
import type { LoadedExercise } from '../../grade-submission.ts'
import type { CheckStatus } from '../../report.ts'

/** One grading under one seed: by all quick checks, or by one slow check alone. */
export interface Run {
  contender: string
  /** The id of a slow check; null for all quick ones. */
  check: string | null
  seed: number
}

/** A check that did not pass. */
export interface Unpassed {
  id: string
  status: CheckStatus
  /** The points that it lost. */
  points: number
  /** The id of the diagnosis. */
  diagnosis: string | null
  message: string
}

/** What one run showed. */
export interface Outcome {
  /** The seed as `grade --seed` takes it. */
  seed: string
  unpassed: Unpassed[]
  milliseconds: number
}

/** How many seeds each kind of run gets. */
export interface SeedCounts {
  right: number
  wrong: number
  slow: number
}

/** Of 50 seeds misconceptions get 20 and slow checks 5. */
export function seedCounts(seeds: number): SeedCounts {
  return { right: seeds, wrong: Math.ceil(seeds * 0.4), slow: Math.ceil(seeds * 0.1) }
}

/** All runs of one contender: it meets all quick checks under every seed, and the slow ones under some. */
export function plannedRuns(exercise: LoadedExercise, contender: Contender, counts: SeedCounts): Run[] {
  const runsOf = (check: string | null, seeds: number): Run[] =>
    Array.from({ length: seeds }, (_, seed) => ({ contender: contender.name, check, seed }))
  const slow = exercise.checks.filter((check) => check.slow && meets(exercise, contender, check))
  return [...runsOf(null, counts[contender.kind]), ...slow.flatMap(({ id }) => runsOf(id, counts.slow))]
}

/** A misconception meets a slow check that runs its function and waits for nothing that it fails; right answers meet all. */
function meets(exercise: LoadedExercise, { part, caughtBy }: Contender, check: Check): boolean {
  if (part === null || caughtBy === null || check.id === caughtBy) return true
  return partsOfCheck(exercise, check).has(part) && !waitsFor(exercise, check, caughtBy)
}

function waitsFor(exercise: LoadedExercise, { needs }: Check, id: string): boolean {
  const needed = exercise.checks.filter((check) => needs.includes(check.id))
  return needed.some((check) => check.id === id || waitsFor(exercise, check, id))
}

/** Whether a check could not be judged, for a reason outside the submission. */
export function isUnjudged({ unpassed }: Outcome): boolean {
  return unpassed.some(({ status }) => status === 'inconclusive' || status === 'grader-error')
}

/** Runs that one lane does in turn. */
export interface Task {
  folder: string
  contender: string
  runs: Run[]
  /** True where time is measured: then nothing else may run. */
  timed: boolean
}

/** The runs of a contender together, so that it is bundled once; those that measure time apart. */
export function tasksOf({ folder, checks }: LoadedExercise, contender: string, runs: readonly Run[]): Task[] {
  const timings = new Set(checks.filter(({ kind }) => kind === 'timing').map(({ id }) => id))
  const tasks = [false, true].map((timed) => ({
    folder,
    contender,
    timed,
    runs: runs.filter(({ check }) => timed === (check !== null && timings.has(check))),
  }))
  return tasks.filter((task) => task.runs.length > 0)
}
