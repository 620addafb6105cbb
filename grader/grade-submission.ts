import { diagnose } from './diagnosis/diagnose.ts'
import type { Explanation } from './diagnosis/explanation.ts'
import { explainByThrow, type KnownBug } from './diagnosis/misconceptions.ts'
import type { ImageSource } from '../reference-engine/data/image-source.ts'
import type { Calibration, Check, CheckContext, Exercise, Verdict } from './exercise.ts'
import type { CheckResult, CheckStatus, Diagnosis, Report, SourceLocation } from './report.ts'
import { randomOf, type Seeds } from './seeds.ts'
import { SubjectError, type Subject, type SubjectErrorCode } from './subject/subject.ts'
import { filled, type ReportText, type Text } from './text.ts'

/** An exercise with its place in a course. */
export interface LoadedExercise extends Exercise {
  /** Such as `exercise-3`. */
  id: string
  /** Such as `exercise-3-backprop`. */
  folder: string
}

/** All that grading needs; whatever touches the machine is handed in. */
export interface GradeRequest {
  exercise: LoadedExercise
  subject: Subject
  referenceSubject(): Promise<Subject>
  images(): Promise<ImageSource | null>
  /** Loaded only when a check failed. */
  knownBugs(): Promise<readonly KnownBug[]>
  calibration: Calibration | null
  seeds: Seeds
  timesFromOutside: boolean
  /** Leaves the slow checks out. */
  onlyQuick: boolean
  /** Runs this case alone, such as `sigmoid-values/3`. */
  onlyCase: string | null
  reproduce(caseId: string): string
  /** Where a part is defined in the submission, for a diagnosis. */
  whereIs(part: string): SourceLocation | null
  onResult(result: CheckResult): void
  onProgress(check: Check, done: number, total: number, what: Text): void
}

/** What grading alone can tell; the rest of the report is known before. */
export type Graded = Pick<
  Report,
  'status' | 'error' | 'score' | 'maxScore' | 'inconclusivePoints' | 'checks' | 'notes' | 'data'
>

/** Runs the checks, the quick ones first, each as soon as what it needs has passed. */
export async function gradeSubmission(request: GradeRequest): Promise<Graded> {
  const results = new Map<string, CheckResult>()
  const notes: Text[] = []
  let data: Report['data'] = null
  const images = async (): Promise<ImageSource | null> => {
    const source = await request.images()
    data = source?.kind ?? 'drawn'
    return source
  }
  for (const check of inOrder(wantedChecks(request))) {
    const result = await gradeCheck({ ...request, images }, check, results, notes)
    results.set(check.id, result)
    request.onResult(result)
  }
  const checks = wantedChecks(request).flatMap(({ id }) => results.get(id) ?? [])
  return {
    ...totals(checks),
    checks,
    data,
    notes: distinct([...notes.map(filled), ...requestNotes(request), ...mendedNotes(request, checks)]),
  }
}

function wantedChecks({ exercise, onlyCase }: GradeRequest): readonly Check[] {
  return onlyCase === null ? exercise.checks : exercise.checks.filter(({ id }) => id === checkOfCase(onlyCase))
}

/** The check that a case such as `sigmoid-values/3` belongs to. */
export function checkOfCase(caseId: string): string {
  return caseId.replace(/\/[^/]*$/, '')
}

function inOrder(checks: readonly Check[]): Check[] {
  return [...checks.filter(({ slow }) => !slow), ...checks.filter(({ slow }) => slow)]
}

async function gradeCheck(
  request: GradeRequest,
  check: Check,
  results: ReadonlyMap<string, CheckResult>,
  notes: Text[],
): Promise<CheckResult> {
  if (request.onlyQuick && check.slow) return { ...emptyResult(check), status: 'inconclusive', message: leftOut }
  const blocker = request.onlyCase === null ? blockerOf(check, results) : null
  if (blocker !== null) return { ...emptyResult(check), ...blockedBy(blocker) }
  const started = performance.now()
  const judged = await judge(request, check, results, notes)
  const { text, truncated } = request.subject.takeOutput()
  return {
    ...emptyResult(check),
    ...judged,
    output: text,
    outputTruncated: truncated,
    durationMs: Math.round(performance.now() - started),
  }
}

const leftOut: ReportText = {
  en: 'Left out, as asked by --only quick.',
  zh: '按 --only quick 的要求略过。',
}

async function judge(
  request: GradeRequest,
  check: Check,
  results: ReadonlyMap<string, CheckResult>,
  notes: Text[],
): Promise<Partial<CheckResult>> {
  try {
    const verdict = await check.run(contextOf(request, check))
    notes.push(...(verdict.notes ?? []))
    return await resultOf(request, check, verdict, results)
  } catch (error) {
    if (error instanceof SubjectError) {
      const diagnosis = await diagnosisOfError(request, check, error, results)
      return { status: statusOfCode(error.code), message: filled(error.text), where: error.where, diagnosis }
    }
    return { status: 'grader-error', message: faultMessage(error) }
  }
}

function contextOf(request: GradeRequest, check: Check): CheckContext {
  return {
    exercise: request.exercise,
    subject: request.subject,
    referenceSubject: request.referenceSubject,
    random: (caseId, from = 'files') => randomOf(request.seeds[from], caseId),
    wants: (caseId) => request.onlyCase === null || !request.onlyCase.includes('/') || request.onlyCase === caseId,
    images: request.images,
    calibration: request.calibration,
    timesFromOutside: request.timesFromOutside,
    progress: (done, total, what) => request.onProgress(check, done, total, what),
  }
}

async function resultOf(
  request: GradeRequest,
  check: Check,
  verdict: Verdict,
  results: ReadonlyMap<string, CheckResult>,
): Promise<Partial<CheckResult>> {
  const share = verdict.share ?? (verdict.status === 'passed' ? 1 : 0)
  return {
    status: verdict.status,
    score: verdict.status === 'inconclusive' ? 0 : hundredths(check.points * share),
    message: filled(verdict.message),
    evidence: verdict.evidence ?? [],
    reproduce: verdict.failedCase === undefined ? null : request.reproduce(verdict.failedCase),
    diagnosis: verdict.status === 'failed' ? await diagnosisOf(request, check, verdict, results) : null,
    ...(verdict.status === 'passed' && check.lesson !== undefined ? { lesson: filled(check.lesson) } : {}),
  }
}

async function diagnosisOf(
  request: GradeRequest,
  check: Check,
  verdict: Verdict,
  results: ReadonlyMap<string, CheckResult>,
): Promise<Diagnosis | null> {
  const explanation = diagnose(check.id, check.kind, verdict, await possibleBugs(request, results))
  return explanation && diagnosisFrom(explanation, request.whereIs(check.part))
}

/** Some mistakes show as an error of the kit's, such as shapes that don't fit. */
async function diagnosisOfError(
  request: GradeRequest,
  check: Check,
  { thrownCall, where }: SubjectError,
  results: ReadonlyMap<string, CheckResult>,
): Promise<Diagnosis | null> {
  if (thrownCall === null) return null
  const explanation = explainByThrow(check.id, thrownCall, await possibleBugs(request, results))
  return explanation && diagnosisFrom(explanation, where ?? request.whereIs(thrownCall.part))
}

/** Where the check that catches a bug has passed, the bug isn't there, whatever it has in common with what is. */
async function possibleBugs(
  request: GradeRequest,
  results: ReadonlyMap<string, CheckResult>,
): Promise<readonly KnownBug[]> {
  return (await request.knownBugs()).filter(({ caughtBy }) => results.get(caughtBy)?.status !== 'passed')
}

function diagnosisFrom({ id, title, explanation }: Explanation, where: SourceLocation | null): Diagnosis {
  return { id, title: filled(title), explanation: filled(explanation), where }
}

/** The result at the root of a chain of unmet needs; null when all have passed. What the submission itself lost goes first. */
function blockerOf(check: Check, results: ReadonlyMap<string, CheckResult>): CheckResult | null {
  const unmet = check.needs.flatMap((need) => results.get(need) ?? []).filter(({ status }) => status !== 'passed')
  const roots = unmet.map((result) => (result.waitsFor === null ? result : (results.get(result.waitsFor) ?? result)))
  return roots.find(({ status }) => status !== 'inconclusive') ?? roots[0] ?? null
}

/** What waits for a check that couldn't be judged can't be judged either, and costs as little. */
function blockedBy({ id, status }: CheckResult): Pick<CheckResult, 'status' | 'waitsFor' | 'message'> {
  return {
    status: status === 'inconclusive' ? 'inconclusive' : 'blocked',
    waitsFor: id,
    message: { en: `Can't tell yet: waits for ${id}.`, zh: `暂时无法判断：等待 ${id} 通过。` },
  }
}

function emptyResult(check: Check): CheckResult {
  return {
    id: check.id,
    part: check.part,
    kind: check.kind,
    title: filled(check.title),
    status: 'blocked',
    score: 0,
    maxScore: check.points,
    message: { en: '', zh: '' },
    reproduce: null,
    waitsFor: null,
    diagnosis: null,
    evidence: [],
    where: null,
    output: '',
    outputTruncated: false,
    durationMs: 0,
  }
}

function statusOfCode(code: SubjectErrorCode): CheckStatus {
  switch (code) {
    case 'not-attempted':
    case 'missing-file':
    case 'missing-export':
      return 'not-attempted'
    case 'timed-out':
      return 'timed-out'
    default:
      return 'student-error'
  }
}

function faultMessage(error: unknown): ReportText {
  const fault = error instanceof Error ? error.message : String(error)
  return {
    en: `The grader itself failed, which is no fault of the submission: ${fault}`,
    zh: `评分程序自身出错，与提交的代码无关：${fault}`,
  }
}

function totals(
  checks: readonly CheckResult[],
): Pick<Graded, 'status' | 'error' | 'score' | 'maxScore' | 'inconclusivePoints'> {
  const sum = (points: (check: CheckResult) => number): number =>
    hundredths(checks.reduce((total, check) => total + points(check), 0))
  const inconclusivePoints = sum((check) => (check.status === 'inconclusive' ? check.maxScore : 0))
  const maxScore = hundredths(sum((check) => check.maxScore) - inconclusivePoints)
  const broken = checks.find(({ status }) => status === 'grader-error')
  if (broken !== undefined) {
    const error = { code: 'grader-error', message: broken.message }
    return { status: 'error', error, score: null, maxScore, inconclusivePoints }
  }
  const score = sum((check) => check.score)
  return { status: score === maxScore ? 'passed' : 'failed', error: null, score, maxScore, inconclusivePoints }
}

function hundredths(points: number): number {
  return Math.round(points * 100) / 100
}

function requestNotes({ onlyQuick, onlyCase, exercise }: GradeRequest): ReportText[] {
  const notes: ReportText[] = []
  const slow = exercise.checks.filter((check) => check.slow).length
  if (onlyQuick && onlyCase === null && slow > 0) {
    notes.push({
      en: `${slow} slow ${slow === 1 ? 'check was' : 'checks were'} left out (--only quick); the points of these count neither way.`,
      zh: `已略过 ${slow} 项较慢的检查（--only quick），其分数不计入总分。`,
    })
  }
  if (onlyCase !== null) {
    notes.push({
      en: `Only ${onlyCase} was run (--case): this is no grade.`,
      zh: `只运行了 ${onlyCase}（--case）：这不是成绩。`,
    })
  }
  return notes
}

/** How far the student is with mending the code that was given. */
function mendedNotes({ exercise, onlyCase }: GradeRequest, results: readonly CheckResult[]): ReportText[] {
  const errors = exercise.checks.filter(({ lesson }) => lesson !== undefined).length
  if (!exercise.faultyStub || errors === 0 || onlyCase !== null) return []
  const mended = results.filter(({ lesson }) => lesson !== undefined).length
  if (mended === errors) {
    return [
      {
        en: `All ${errors} errors that the file came with are mended.`,
        zh: `这份文件原有的 ${errors} 处错误已全部改好。`,
      },
    ]
  }
  return [
    {
      en: `${mended} of the ${errors} errors that the file came with are mended. Some show only when those before them are gone: mend the one at the top of this report, and run again.`,
      zh: `这份文件原有 ${errors} 处错误，已改好 ${mended} 处。有些错误要等前面的改好之后才会显露：先改报告最上面那一处，再运行一次。`,
    },
  ]
}

function distinct(notes: readonly ReportText[]): ReportText[] {
  return [...new Map(notes.map((note) => [note.en, note])).values()]
}
