import { relative } from 'node:path'
import { ownFilesOf } from '../own-files.ts'
import { wakeBundler } from '../submission/bundle-submission.ts'
import { readSubmission, resolveSubmissionFolder, SubmissionFolderError } from '../submission/read-submission.ts'
import { defaultLimits } from '../default-limits.ts'
import { startChild, type Child } from '../subject/child.ts'
import { loadExercise, type CompiledCourse } from '../course/load-exercise.ts'
import type { Report } from '../report.ts'
import { gradeSources } from './grade-sources.ts'
import { imageOpener } from './image-opener.ts'
import type { Language } from './language.ts'
import type { LiveProgress } from './live-progress.ts'
import { runnerPath } from './package-folder.ts'
import { printedCommand } from './printed-command.ts'
import { markTime } from './time-marks.ts'
import { UsageError } from './usage-error.ts'

export interface FolderRequest {
  submission: string
  secret: Uint8Array
  seed: string | null
  onlyCase: string | null
  onlyQuick: boolean
  offline: boolean
  data: string | undefined
  language: Language
  live: LiveProgress
}

/** Grades the files of a folder. */
export async function gradeFolder(course: CompiledCourse, folder: string, request: FolderRequest): Promise<Report> {
  wakeBundler()
  const child = startChild({ runnerPath, limits: defaultLimits })
  try {
    return await gradeWith(child, course, folder, request)
  } catch (error) {
    await child.close()
    throw error
  }
}

/** @param child starts while the exercise is loaded and the submission is read */
async function gradeWith(
  child: Child,
  course: CompiledCourse,
  folder: string,
  request: FolderRequest,
): Promise<Report> {
  const exercise = await loadExercise(course, folder)
  markTime('exercise loaded')
  const ownFiles = ownFilesOf(exercise)
  const checkIds = exercise.checks.map(({ id }) => id)
  refuseUnknownCase(request.onlyCase, checkIds)
  const submission = await readable(async () =>
    readSubmission(await resolveSubmissionFolder(request.submission, folder, ownFiles), ownFiles),
  )
  return gradeSources(course, exercise, {
    ...request,
    child,
    submission,
    images: imageOpener(request),
    printedCommand: gradeAgain(exercise.id, request.submission),
  })
}

/** Leaves `--submission` out where the submission is found without it. */
function gradeAgain(exerciseId: string, submission: string): string {
  const grade = `${printedCommand(process.cwd())} ${exerciseId.replace('exercise-', '')}`
  const path = relative(process.cwd(), submission)
  return path === '' ? grade : `${grade} --submission ${/^[\w./\\-]+$/.test(path) ? path : JSON.stringify(path)}`
}

async function readable<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof SubmissionFolderError)) throw error
    throw new UsageError('submission-unreadable', { en: error.text.en ?? '', zh: error.text.zh ?? '' })
  }
}

function refuseUnknownCase(caseId: string | null, checkIds: readonly string[]): void {
  if (caseId === null || checkIds.includes(caseId.replace(/\/[^/]*$/, ''))) return
  throw new UsageError('unknown-case', {
    en: `there is no case "${caseId}"; a case is a check's id and a number, such as ${checkIds[0]}/0.`,
    zh: `没有名为“${caseId}”的用例；用例由检查的 id 加编号组成，例如 ${checkIds[0]}/0。`,
  })
}
