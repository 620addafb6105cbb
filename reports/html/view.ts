import type { CheckResult, CheckStatus, Report, SourceLocation } from '../../grader/report.ts'
import type { ReportText } from '../../grader/text.ts'
import { formatDuration, formatPoints } from '../numbers.ts'
import { doneText, nextCheck, outline, verdict, waitingText, type PartOutline } from '../outline.ts'
import type { Language } from '../render-options.ts'
import { authorityWords, dataWords, isolationWords, sentences, statusWords, words } from '../words.ts'
import { svgOf, type Chart } from './chart.ts'
import { chartOf } from './charts.ts'

const symbols: Record<CheckStatus, string> = {
  passed: '✓',
  failed: '✗',
  blocked: '…',
  'not-attempted': '○',
  'timed-out': '✗',
  'student-error': '✗',
  inconclusive: '?',
  'grader-error': '!',
}

interface StatusView {
  status: CheckStatus
  symbol: string
  word: ReportText
}

interface SourceView {
  file: string
  position: ReportText
  lines: { text: string; marked: boolean }[]
}

interface DrawingView {
  caption: ReportText | null
  /** Made by the chart library. */
  svg: string
}

type EvidenceView = Omit<Chart, 'drawings'> & { anchor: string; drawings: DrawingView[] }

interface CheckView extends StatusView {
  anchor: string
  /** Where the page tells of it: at the check itself, or at its part where it has no lines of its own. */
  target: string
  id: string
  title: ReportText
  points: string
  weight: number
  diagnosis: { title: ReportText; explanation: ReportText } | null
  message: ReportText | null
  lesson: ReportText | null
  source: SourceView | null
  output: { text: string; truncated: boolean } | null
  reproduce: string | null
  evidence: EvidenceView[]
  /** True where the top of the page tells it already. */
  above: boolean
}

interface PartView extends StatusView {
  anchor: string
  id: string
  file: string | null
  points: string
  formula: { source: string; mathMl: string | null } | null
  untouched: ReportText | null
  told: CheckView[]
  passed: CheckView[]
  waiting: ReportText[]
  /** Passed and waiting checks in which something was printed. */
  printed: CheckView[]
  complete: boolean
}

/** All that the templates show: plain data, every text in both languages. */
export interface View {
  language: { attribute: string; en: boolean; zh: boolean }
  words: typeof words
  pageTitle: string
  title: ReportText
  exercise: string
  status: Report['status']
  /** Null without a grade. */
  score: { earned: string; max: string } | null
  authority: ReportText
  practice: boolean
  verdict: ReportText | null
  error: { code: ReportText; message: ReportText } | null
  strip: CheckView[]
  next: CheckView | null
  done: ReportText | null
  parts: PartView[]
  notes: ReportText[]
  provenance: { name: ReportText; value: string | ReportText; code: boolean }[]
}

function statusView(status: CheckStatus): StatusView {
  return { status, symbol: symbols[status], word: statusWords[status] }
}

function sourceView(where: SourceLocation | null): SourceView | null {
  if (where === null) return null
  const lines = where.excerpt === '' ? [] : where.excerpt.replace(/\n$/, '').split('\n')
  return {
    file: where.file,
    position: sentences.line(where.line, where.column),
    lines: lines.map((text) => ({ text, marked: text.trimStart().startsWith('>') })),
  }
}

async function evidenceViews(check: CheckResult, anchor: string): Promise<EvidenceView[]> {
  const charts = check.evidence.map(chartOf).filter((chart) => chart !== null)
  if (charts.length === 0) return []
  const drawn = await svgOf(charts.flatMap((chart) => chart.drawings))
  let taken = 0
  return charts.map((chart, index) => ({
    ...chart,
    anchor: `${anchor}-evidence-${index + 1}`,
    drawings: chart.drawings.map(({ caption }) => ({ caption, svg: drawn[taken++] })),
  }))
}

/** The libraries are loaded only where there is a formula. */
async function formulas(expressions: readonly (string | null)[]): Promise<(string | null)[]> {
  if (expressions.every((expression) => expression === null)) return expressions.map(() => null)
  const { mathMlOf } = await import('./formula.ts')
  return expressions.map((expression) => (expression === null ? null : mathMlOf(expression)))
}

function empty(text: ReportText): boolean {
  return text.en.trim() === '' && text.zh.trim() === ''
}

async function checkView(check: CheckResult, index: number, above: boolean): Promise<CheckView> {
  const anchor = `check-${index + 1}`
  const earned = check.status === 'inconclusive' ? '–' : formatPoints(check.score)
  return {
    ...statusView(check.status),
    anchor,
    target: anchor,
    id: check.id,
    title: check.title,
    points: `${earned} / ${formatPoints(check.maxScore)}`,
    weight: Math.max(1, Math.round(check.maxScore)),
    diagnosis: check.diagnosis,
    message: empty(check.message) ? null : check.message,
    lesson: check.lesson ?? null,
    source: sourceView(check.diagnosis?.where ?? check.where),
    output: check.output === '' ? null : { text: check.output.replace(/\n$/, ''), truncated: check.outputTruncated },
    reproduce: check.reproduce,
    evidence: await evidenceViews(check, anchor),
    above,
  }
}

function pointToPart(part: PartOutline, anchor: string, viewOf: (check: CheckResult) => CheckView): void {
  const hidden = part.untouched === null ? part.waiting.flatMap((group) => group.checks) : part.checks
  for (const check of hidden) viewOf(check).target = anchor
}

function partView(
  part: PartOutline,
  index: number,
  mathMl: string | null,
  viewOf: (check: CheckResult) => CheckView,
): PartView {
  const waiting = part.waiting.flatMap((group) => group.checks)
  return {
    ...statusView(part.status),
    anchor: `part-${index + 1}`,
    id: part.id,
    file: part.file,
    points: `${formatPoints(part.score)} / ${formatPoints(part.maxScore)}`,
    formula: part.formula === null ? null : { source: part.formula, mathMl },
    untouched: part.untouched === null ? null : part.untouched.message,
    told: part.untouched === null ? part.told.map(viewOf) : [],
    passed: part.passed.map(viewOf),
    waiting: part.untouched === null ? part.waiting.map(waitingText) : [],
    printed: [...part.passed, ...waiting].filter((check) => check.output !== '').map(viewOf),
    complete: part.passed.length === part.checks.length,
  }
}

function provenance(report: Report): View['provenance'] {
  const text = (name: ReportText, value: string | ReportText) => ({ name, value, code: false })
  const code = (name: ReportText, value: string) => ({ name, value, code: true })
  const course = report.courseVersion
  return [
    text(words.authority, authorityWords[report.authority]),
    text(words.isolation, isolationWords[report.isolation]),
    code(words.seed, report.seed),
    code(words.submission, `${report.submission.id} (${report.submission.path})`),
    ...(report.submission.sha256 === null ? [] : [code(words.sha256, report.submission.sha256)]),
    text(words.data, dataWords[report.data ?? 'none']),
    text(words.tool, `${report.tool.name} ${report.tool.version}`),
    text(words.course, course),
    ...(report.calibrationVersion === null ? [] : [text(words.calibration, report.calibrationVersion)]),
    text(words.runtime, report.runtime),
    text(words.started, report.startedAt),
    text(words.took, formatDuration(report.durationMs)),
  ]
}

/** Everything that the page shows. The report's texts must be inert already. */
export async function viewOf(report: Report, language: Language): Promise<View> {
  const next = nextCheck(report)
  const strip = await Promise.all(report.checks.map((check, index) => checkView(check, index, check === next)))
  const views = new Map(report.checks.map((check, index) => [check, strip[index]]))
  const known = (check: CheckResult): CheckView => {
    const view = views.get(check)
    if (view === undefined) throw new Error(`check ${check.id} is not among the report's checks`)
    return view
  }
  const parts = report.checks.length === 0 ? [] : outline(report)
  for (const [index, part] of parts.entries()) pointToPart(part, `part-${index + 1}`, known)
  const mathMl = await formulas(parts.map((part) => part.formula))
  const score =
    report.score === null ? null : { earned: formatPoints(report.score), max: formatPoints(report.maxScore) }
  return {
    language: { attribute: language === 'zh' ? 'zh-Hans' : 'en', en: language === 'en', zh: language === 'zh' },
    words,
    pageTitle: `${report.exercise.title[language]} · ${score === null ? words.noGrade[language] : `${score.earned} / ${score.max}`}`,
    title: report.exercise.title,
    exercise: report.exercise.id,
    status: report.status,
    score,
    authority: authorityWords[report.authority],
    practice: report.authority === 'practice',
    verdict: report.checks.length === 0 && report.error !== null ? null : verdict(report),
    error:
      report.error === null ? null : { code: sentences.errorCode(report.error.code), message: report.error.message },
    strip,
    next: next === null ? null : known(next),
    done: next === null && report.status !== 'error' ? doneText(report) : null,
    parts: parts.map((part, index) => partView(part, index, mathMl[index], known)),
    notes: report.notes,
    provenance: provenance(report),
  }
}
