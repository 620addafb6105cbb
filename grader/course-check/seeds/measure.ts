import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { ImageSource } from '../../../reference-engine/data/image-source.ts'
import { startReference, startSubmission } from '../../cli/grade-sources.ts'
import type { Contender } from '../../course/contenders.ts'
import { loadCalibration, type CompiledCourse } from '../../course/load-exercise.ts'
import { engineRoot } from '../../course/solution-submission.ts'
import type { KnownBug } from '../../diagnosis/misconceptions.ts'
import { gradeSubmission, type LoadedExercise } from '../../grade-submission.ts'
import type { CheckResult } from '../../report.ts'
import { seedsOf, type Seeds } from '../../seeds.ts'
import type { Subject } from '../../subject/subject.ts'
import { isUnjudged, type Outcome, type Run } from './runs.ts'

/** One exercise, and all that grading it many times needs. */
export interface Bench {
  course: CompiledCourse
  exercise: LoadedExercise
  bugs: readonly KnownBug[]
  images(): Promise<ImageSource | null>
}

/** A machine that was too busy to time gets another chance. */
const attempts = 3

/** Grades one submission under many seeds: it is bundled once and loaded once, into a child that stays. */
export async function measure(
  bench: Bench,
  { submission, name }: Contender,
  runs: readonly Run[],
  onOutcome: (run: Run, outcome: Outcome) => void,
): Promise<void> {
  const { course, exercise } = bench
  const subject = startSubmission(exercise, submission, { engineRoot })
  let reference: Subject | null = null
  const children = { subject, referenceSubject: async () => (reference ??= await startReference(course, exercise)) }
  try {
    for (const run of runs) {
      const seeds = seedsFor(exercise, name, run.seed)
      let outcome = await grade(bench, children, run.check, seeds)
      for (let attempt = 1; attempt < attempts && isUnjudged(outcome); attempt++)
        outcome = await grade(bench, children, run.check, seeds)
      onOutcome(run, outcome)
    }
  } finally {
    await subject.close()
    await (reference as Subject | null)?.close()
  }
}

interface Children {
  subject: Subject
  referenceSubject(): Promise<Subject>
}

async function grade(
  { course, exercise, bugs, images }: Bench,
  children: Children,
  check: string | null,
  seeds: Seeds,
): Promise<Outcome> {
  const started = performance.now()
  const { checks } = await gradeSubmission({
    ...children,
    exercise,
    images,
    knownBugs: () => Promise.resolve(bugs),
    calibration: loadCalibration(course, exercise.folder),
    seeds,
    timesFromOutside: process.platform === 'linux',
    onlyQuick: check === null,
    onlyCase: check,
    reproduce: (caseId) => caseId,
    whereIs: () => null,
    onResult: () => undefined,
    onProgress: () => undefined,
  })
  const slow = new Set(exercise.checks.filter((each) => each.slow).map(({ id }) => id))
  return {
    seed: seeds.files,
    unpassed: checks.filter(({ id, status }) => status !== 'passed' && (check !== null || !slow.has(id))).map(unpassed),
    milliseconds: Math.round(performance.now() - started),
  }
}

function unpassed({ id, status, score, maxScore, diagnosis, message }: CheckResult): Outcome['unpassed'][number] {
  const points = status === 'inconclusive' ? 0 : maxScore - score
  return { id, status, points, diagnosis: diagnosis?.id ?? null, message: message.en }
}

/** Every submission meets cases of its own under each seed; one seed stands for files and identity, so that `grade --seed` gives both. */
function seedsFor({ id }: LoadedExercise, name: string, seed: number): Seeds {
  const { files } = seedsOf(utf8ToBytes(`check-course ${seed}`), id, name, '')
  return { files, identity: files }
}
