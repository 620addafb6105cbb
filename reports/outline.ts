import type { CheckResult, CheckStatus, Report } from '../grader/report.ts'
import type { ReportText } from '../grader/text.ts'
import { formatPoints } from './numbers.ts'
import { joined, sentences, words } from './words.ts'

/** Blocked checks of one part that wait for the same check. */
export interface Waiting {
  waitsFor: string
  checks: CheckResult[]
}

/** One part with its checks sorted by what there is to say about them. */
export interface PartOutline {
  id: string
  file: string | null
  formula: string | null
  status: CheckStatus
  score: number
  maxScore: number
  checks: CheckResult[]
  /** One message for all, where the function is not written yet; null otherwise. */
  untouched: CheckResult | null
  /** Checks with something to read: neither passed nor blocked. */
  told: CheckResult[]
  passed: CheckResult[]
  waiting: Waiting[]
}

/** The first of these that occurs among a part's checks is the part's own status. */
const gravity: readonly CheckStatus[] = [
  'grader-error',
  'student-error',
  'timed-out',
  'failed',
  'not-attempted',
  'blocked',
  'inconclusive',
  'passed',
]

const broken: readonly CheckStatus[] = ['failed', 'student-error', 'timed-out']

/** The check to look at first, or null when there is nothing to mend. */
export function nextCheck(report: Report): CheckResult | null {
  const first = (wanted: (status: CheckStatus) => boolean) => report.checks.find((check) => wanted(check.status))
  return (
    first((status) => broken.includes(status)) ??
    first((status) => status === 'not-attempted') ??
    first((status) => status === 'grader-error') ??
    first((status) => status === 'blocked') ??
    null
  )
}

function waitingGroups(checks: readonly CheckResult[]): Waiting[] {
  const groups = new Map<string, CheckResult[]>()
  for (const check of checks) {
    const key = check.waitsFor ?? ''
    groups.set(key, [...(groups.get(key) ?? []), check])
  }
  return [...groups].map(([waitsFor, waiting]) => ({ waitsFor, checks: waiting }))
}

function total(checks: readonly CheckResult[], points: (check: CheckResult) => number): number {
  return checks.reduce((sum, check) => sum + points(check), 0)
}

function outlineOf(
  part: { id: string; file: string | null; formula: string | null },
  checks: CheckResult[],
): PartOutline {
  const having = (...statuses: CheckStatus[]) => checks.filter((check) => statuses.includes(check.status))
  const judged = checks.filter((check) => check.status !== 'inconclusive')
  const unwritten = having('not-attempted')
  const untouched = unwritten.length > 0 && having('not-attempted', 'blocked').length === checks.length
  return {
    ...part,
    status: gravity.find((status) => having(status).length > 0) ?? 'blocked',
    score: total(judged, (check) => check.score),
    maxScore: total(judged, (check) => check.maxScore),
    checks,
    untouched: untouched ? unwritten[0] : null,
    told: checks.filter((check) => check.status !== 'passed' && check.status !== 'blocked'),
    passed: having('passed'),
    waiting: waitingGroups(having('blocked')),
  }
}

/** The parts in the report's order; a part that only a check names comes after them. */
export function outline(report: Report): PartOutline[] {
  const known = new Set(report.parts.map((part) => part.id))
  const others = [...new Set(report.checks.map((check) => check.part))].filter((id) => !known.has(id))
  return [...report.parts, ...others.map((id) => ({ id, file: null, formula: null }))].map((part) =>
    outlineOf(
      part,
      report.checks.filter((check) => check.part === part.id),
    ),
  )
}

/** The whole report in one sentence. */
export function verdict(report: Report): ReportText {
  const count = (...statuses: CheckStatus[]) => report.checks.filter((check) => statuses.includes(check.status)).length
  const failed = count(...broken)
  const unwritten = new Set(
    report.checks.filter((check) => check.status === 'not-attempted').map((check) => check.part),
  )
  const said: ReportText[] = []
  if (failed > 0) said.push(sentences.verdictFailed(failed, report.checks.length))
  if (unwritten.size > 0) said.push(sentences.verdictNotAttempted(unwritten.size))
  if (count('blocked') > 0) said.push(sentences.verdictWaiting(count('blocked')))
  if (count('grader-error') > 0) said.push(sentences.verdictGraderErrors(count('grader-error')))
  if (said.length === 0 && count('passed') > 0 && count('inconclusive') === 0) {
    said.push(sentences.verdictPassed(report.checks.length))
  }
  if (said.length === 0 && count('passed') > 0) said.push(sentences.passedCount(count('passed')))
  if (report.inconclusivePoints > 0) said.push(sentences.inconclusive(formatPoints(report.inconclusivePoints)))
  return said.length === 0 ? words.notChecked : joined(said)
}

/** What is said where there is nothing to mend. */
export function doneText(report: Report): ReportText {
  return report.inconclusivePoints > 0 ? words.allJudgedDone : words.allDone
}

/** One short line for checks that wait for another. */
export function waitingText({ waitsFor, checks }: Waiting): ReportText {
  return sentences.waitsFor(checks.length, waitsFor || '?', formatPoints(total(checks, (check) => check.maxScore)))
}
