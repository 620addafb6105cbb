import { kitNames, withheldNames } from '../submission/kit-names.ts'
import { ownFilesOf } from '../own-files.ts'
import { bundledCode, bundleSubmission } from '../submission/bundle-submission.ts'
import type { Submission } from '../submission/read-submission.ts'
import { sourceLocation } from '../submission/source-location.ts'
import { loadCalibration, loadMisconceptions, loadReference, type CompiledCourse } from '../course/load-exercise.ts'
import type { ImageSource } from '../../reference-engine/data/image-source.ts'
import { gradeSubmission, type LoadedExercise } from '../grade-submission.ts'
import type { Report, SourceLocation } from '../report.ts'
import { seedsOf, type Seeds } from '../seeds.ts'
import { defaultLimits } from '../default-limits.ts'
import type { Child } from '../subject/child.ts'
import { startSubject } from '../subject/start-subject.ts'
import type { Subject } from '../subject/subject.ts'
import { filled } from '../text.ts'
import type { LiveProgress } from './live-progress.ts'
import { packageVersion, runnerPath } from './package-folder.ts'
import { markTime } from './time-marks.ts'

export interface SourcesRequest {
  submission: Submission
  secret: Uint8Array
  seed: string | null
  onlyCase: string | null
  onlyQuick: boolean
  images(): Promise<ImageSource | null>
  /** The command that grades this submission again, as it works where the reader stands. */
  printedCommand: string
  live: Pick<LiveProgress, 'result' | 'progress'>
  /** Folder of the engine's sources, for misconceptions, which may import it. */
  engineRoot?: string
  /** A child that was started under the default limits before the exercise was known. */
  child?: Child
}

/** Grades sources that are in memory: starts the child, bundles meanwhile, runs the checks, and writes the report. */
export async function gradeSources(
  course: CompiledCourse,
  exercise: LoadedExercise,
  request: SourcesRequest,
): Promise<Report> {
  const startedAt = new Date()
  const started = performance.now()
  const { submission } = request
  const seeds = seedsFor(exercise, request)
  const calibration = loadCalibration(course, exercise.folder)
  const subject = startSubmission(exercise, submission, request)
  let reference: Subject | null = null
  try {
    const graded = await gradeSubmission({
      exercise,
      subject,
      referenceSubject: async () => (reference ??= await startReference(course, exercise)),
      images: request.images,
      knownBugs: () => loadMisconceptions(course, exercise.folder),
      calibration,
      seeds,
      timesFromOutside: process.platform === 'linux',
      onlyQuick: request.onlyQuick,
      onlyCase: request.onlyCase,
      reproduce: (caseId) => `${request.printedCommand} --seed ${seeds.files} --case ${caseId}`,
      whereIs: (part) => definitionOf(part, exercise.parts[part].file, submission.files),
      onResult: (result) => {
        markTime('first check done')
        request.live.result(result)
      },
      onProgress: (check, done, total, what) => request.live.progress(check, done, total, what),
    })
    markTime('checks done')
    return {
      schemaVersion: 1,
      tool: { name: 'grade-descent', version: packageVersion() },
      runtime: `node ${process.versions.node}`,
      courseVersion: packageVersion(),
      calibrationVersion: calibration?.version ?? null,
      data: graded.data,
      exercise: { id: exercise.id, title: filled(exercise.title) },
      parts: Object.entries(exercise.parts).map(([id, { file, formula }]) => ({ id, file, formula: formula ?? null })),
      submission: { id: submissionId(submission.path), path: submission.path, sha256: submission.sha256 },
      authority: 'practice',
      isolation: 'process',
      seed: seeds.files,
      startedAt: startedAt.toISOString(),
      durationMs: Math.round(performance.now() - started),
      status: graded.status,
      error: graded.error,
      score: graded.score,
      maxScore: graded.maxScore,
      inconclusivePoints: graded.inconclusivePoints,
      checks: graded.checks,
      notes: graded.notes,
    }
  } finally {
    // The report doesn't wait for their end.
    void subject.close()
    void (reference as Subject | null)?.close()
  }
}

function seedsFor({ id }: LoadedExercise, { submission, secret, seed }: SourcesRequest): Seeds {
  if (seed !== null) return { files: seed, identity: seed }
  return seedsOf(secret, id, submission.sha256, submissionId(submission.path))
}

/** Starts the child at once and bundles the submission while it wakes up. */
export function startSubmission(
  exercise: LoadedExercise,
  submission: Submission,
  { engineRoot, child }: Pick<SourcesRequest, 'engineRoot' | 'child'>,
): Subject {
  const bundled = bundleSubmission({
    files: submission.files,
    refused: submission.refused,
    entries: ownFilesOf(exercise),
    kitNames: kitNames(exercise.gives),
    withheldNames: withheldNames(exercise.gives),
    engineRoot,
  })
  bundled.then(
    () => markTime('submission bundled'),
    () => undefined,
  )
  return startSubject({
    submission: bundled,
    parts: exercise.parts,
    limits: exercise.limits,
    runnerPath,
    isolation: 'process',
    child: fitting(child, exercise),
  })
}

/** The child that was started early, unless the exercise has limits of its own. */
function fitting(child: Child | undefined, { limits }: LoadedExercise): Child | undefined {
  if (limits.memoryMb === defaultLimits.memoryMb && limits.outputMb === defaultLimits.outputMb) return child
  void child?.close()
  return undefined
}

const referenceFile = 'reference.cjs'

/** Starts the engine's functions in a child of their own. */
export async function startReference(course: CompiledCourse, exercise: LoadedExercise): Promise<Subject> {
  const submission = bundledCode(await loadReference(course, exercise.folder), referenceFile)
  const parts = Object.fromEntries(Object.keys(exercise.parts).map((part) => [part, { file: referenceFile }]))
  return startSubject({ submission, parts, limits: exercise.limits, runnerPath, isolation: 'process' })
}

/** The line that defines a function, or null. */
function definitionOf(part: string, file: string, files: ReadonlyMap<string, string>): SourceLocation | null {
  const text = files.get(file)
  if (text === undefined) return null
  const definition = new RegExp(`^.*\\b(?:function\\s*\\*?|const|let|var)\\s+${part}\\b`)
  const index = text.split('\n').findIndex((line) => definition.test(line))
  return index < 0 ? null : sourceLocation(file, text, index + 1, 1)
}

/** A submission goes by the name of its folder, or of the one above an exercise's own. */
function submissionId(path: string): string {
  const names = path.split(/[\\/]/).filter((name) => name !== '' && name !== '.' && name !== '..')
  const named = names.filter((name) => !/^exercises?(-\d+-.*)?$/.test(name))
  return named.at(-1) ?? 'submission'
}
