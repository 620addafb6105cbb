import picocolors from 'picocolors'
import type { CheckResult, CheckStatus, Report, SourceLocation } from '../../grader/report.ts'
import type { ReportText } from '../../grader/text.ts'
import { inert, oneLine } from '../inert-text.ts'
import { formatDuration, formatPoints } from '../numbers.ts'
import { doneText, nextCheck, outline, verdict, waitingText, type PartOutline } from '../outline.ts'
import type { RenderOptions } from '../render-options.ts'
import { authorityWords, isolationWords, sentences, statusWords, words } from '../words.ts'
import { spread, wrap } from './layout.ts'

const symbols: Record<CheckStatus, string> = {
  passed: '✓',
  failed: '✗',
  blocked: '·',
  'not-attempted': '○',
  'timed-out': '✗',
  'student-error': '✗',
  inconclusive: '?',
  'grader-error': '!',
}

type Colors = ReturnType<typeof picocolors.createColors>

/** What every section needs; `told` remembers each message and the check where it stands. */
interface Page {
  options: RenderOptions
  colors: Colors
  width: number
  told: Map<string, string>
}

function pick(page: Page, text: ReportText): string {
  return text[page.options.language]
}

function colon(page: Page): string {
  return page.options.language === 'zh' ? '：' : ': '
}

function paint(page: Page, status: CheckStatus, text: string): string {
  const { colors } = page
  if (status === 'passed') return colors.green(text)
  if (status === 'blocked' || status === 'not-attempted') return colors.dim(text)
  if (status === 'inconclusive') return colors.yellow(text)
  return status === 'grader-error' ? colors.magenta(text) : colors.red(text)
}

function mark(page: Page, status: CheckStatus): string {
  return page.options.plain ? `[${pick(page, statusWords[status])}]` : symbols[status]
}

function indented(lines: readonly string[], by: string): string[] {
  return lines.map((line) => (line === '' ? '' : by + line))
}

function paragraph(
  page: Page,
  text: string,
  indent: string,
  style: (line: string) => string = (line) => line,
): string[] {
  return indented(wrap(text, page.width - indent.length).map(style), indent)
}

function header(page: Page, report: Report): string[] {
  const { colors } = page
  const title = `${oneLine(pick(page, report.exercise.title))} (${oneLine(report.exercise.id)})`
  const score =
    report.score === null
      ? pick(page, words.noGrade)
      : pick(page, sentences.points(formatPoints(report.score), formatPoints(report.maxScore)))
  const first = spread(title, score, page.width)
  const last = first.length - 1
  first[last] = first[last].replace(score, () => colors.bold(score))
  first[0] = first[0].replace(title, () => colors.bold(title))
  const summary =
    report.status === 'error' && report.checks.length === 0 ? [] : paragraph(page, pick(page, verdict(report)), '')
  return [...first, ...summary]
}

function failure(page: Page, report: Report): string[] {
  if (report.error === null) return []
  const { colors } = page
  const message = paragraph(page, pick(page, report.error.message), '', (line) => colors.bold(colors.magenta(line)))
  return ['', ...message, ...paragraph(page, pick(page, sentences.errorCode(report.error.code)), '', colors.dim)]
}

function place(page: Page, where: SourceLocation, indent: string): string[] {
  const position = `${oneLine(where.file)}:${where.line}:${where.column}`
  const source = where.excerpt === '' ? [] : where.excerpt.replace(/\n$/, '').split('\n')
  const lines = source.flatMap((line) => wrap(line, page.width - indent.length - 2))
  return [
    ...paragraph(page, position, indent, page.colors.cyan),
    ...indented(
      lines.map((line) => (line.trimStart().startsWith('>') ? page.colors.bold(line) : page.colors.dim(line))),
      `${indent}  `,
    ),
  ]
}

function printed(page: Page, check: CheckResult, indent: string): string[] {
  if (check.output === '') return []
  const bar = page.options.plain ? '| ' : '│ '
  const lines = check.output.replace(/\n$/, '').split('\n')
  const wrapped = lines.flatMap((line) => wrap(line, page.width - indent.length - 2))
  return [
    `${indent}${pick(page, words.printed)}${colon(page).trimEnd()}`,
    ...wrapped.map((line) => indent + page.colors.dim(bar + line)),
    ...(check.outputTruncated ? [indent + page.colors.dim(bar + pick(page, words.cut))] : []),
  ]
}

function rerun(page: Page, check: CheckResult, indent: string): string[] {
  if (check.reproduce === null) return []
  return [
    `${indent}${pick(page, words.again)}${colon(page).trimEnd()}`,
    `${indent}  ${page.colors.cyan(oneLine(check.reproduce))}`,
  ]
}

/** Everything about one check: the diagnosis first and in words, then what was measured. */
function details(page: Page, check: CheckResult, indent: string): string[] {
  const message = pick(page, check.message)
  const explanation = check.diagnosis === null ? '' : pick(page, check.diagnosis.explanation)
  const key = `${explanation}\n${message}`
  const before = page.told.get(key)
  const lines: string[] = []
  if (before !== undefined) {
    lines.push(...paragraph(page, `(${pick(page, sentences.sameAs(before))})`, indent, page.colors.dim))
  } else {
    if (key.trim() !== '') page.told.set(key, oneLine(check.id))
    if (check.diagnosis !== null) {
      lines.push(...paragraph(page, pick(page, check.diagnosis.title), indent, page.colors.bold))
      lines.push(...paragraph(page, explanation, indent))
    }
    if (message.trim() !== '' && message !== explanation) lines.push(...paragraph(page, message, indent))
  }
  const where = check.diagnosis?.where ?? check.where
  if (where !== null && before === undefined) lines.push(...place(page, where, indent))
  return [...lines, ...printed(page, check, indent), ...rerun(page, check, indent)]
}

/** `✗ Title ... 0 / 10`. */
function checkLine(page: Page, check: CheckResult, indent: string, remark?: ReportText): string[] {
  const symbol = mark(page, check.status)
  const told = check.status === 'passed' || check.status === 'failed' || page.options.plain
  const said = [...(told ? [] : [statusWords[check.status]]), ...(remark === undefined ? [] : [remark])]
  const suffix = said.map((text) => ` (${pick(page, text)})`).join('')
  const left = `${indent}${symbol} ${oneLine(pick(page, check.title))}${suffix}`
  const earned = check.status === 'inconclusive' ? '-' : formatPoints(check.score)
  const [first, ...rest] = spread(left, `${earned} / ${formatPoints(check.maxScore)}`, page.width)
  return [first.replace(symbol, () => paint(page, check.status, symbol)), ...rest]
}

function next(page: Page, report: Report): string[] {
  const check = nextCheck(report)
  if (check === null) {
    return report.status === 'error' ? [] : paragraph(page, pick(page, doneText(report)), '', page.colors.green)
  }
  return [
    '',
    page.colors.bold(pick(page, words.next)),
    ...checkLine(page, check, '  '),
    ...details(page, check, '    '),
  ]
}

function waitingLines(page: Page, part: PartOutline, indent: string): string[] {
  return part.waiting.flatMap((group) => {
    const text = pick(page, waitingText(group))
    return paragraph(page, `${mark(page, 'blocked')} ${oneLine(text)}`, indent, page.colors.dim)
  })
}

function passedLine(page: Page, part: PartOutline, indent: string): string[] {
  if (part.passed.length === 0) return []
  const titles = part.passed.map((check) => oneLine(pick(page, check.title))).join(', ')
  const [first, ...rest] = wrap(titles, page.width - indent.length - mark(page, 'passed').length - 1)
  const symbol = paint(page, 'passed', mark(page, 'passed'))
  const hanging = `${indent}${' '.repeat(mark(page, 'passed').length + 1)}`
  return [`${indent}${symbol} ${first}`, ...indented(rest, hanging)]
}

/** What was wrong in the code that was given, for each check that the student has made pass. */
function lessonLines(page: Page, part: PartOutline, indent: string): string[] {
  return part.passed.flatMap(({ lesson }) =>
    lesson === undefined
      ? []
      : paragraph(page, `${pick(page, words.lesson)}${colon(page)}${oneLine(pick(page, lesson))}`, indent),
  )
}

/** Output of passed and blocked checks would else be nowhere. */
function quietOutput(page: Page, part: PartOutline, indent: string): string[] {
  const quiet = [...part.passed, ...part.waiting.flatMap((group) => group.checks)]
  return quiet
    .filter((check) => check.output !== '')
    .flatMap((check) => [...paragraph(page, oneLine(check.id), indent), ...printed(page, check, `${indent}  `)])
}

function partLines(page: Page, part: PartOutline, shown: CheckResult | null): string[] {
  const symbol = mark(page, part.status)
  const name = [part.id, part.file ?? ''].map(oneLine).join('  ').trimEnd()
  const left = `${symbol} ${name}`
  const [first, ...rest] = spread(left, `${formatPoints(part.score)} / ${formatPoints(part.maxScore)}`, page.width)
  const head = [first.replace(symbol, () => paint(page, part.status, symbol)), ...rest]
  if (part.untouched !== null) {
    const message = oneLine(pick(page, part.untouched.message))
    return [...head, ...(part.untouched === shown ? [] : paragraph(page, message, '    ', page.colors.dim))]
  }
  if (part.passed.length === part.checks.length) {
    return [...head, ...lessonLines(page, part, '    '), ...quietOutput(page, part, '    ')]
  }
  const told = part.told.flatMap((check) =>
    check === shown
      ? checkLine(page, check, '    ', words.seeAbove)
      : [...checkLine(page, check, '    '), ...details(page, check, '      ')],
  )
  return [
    ...head,
    ...passedLine(page, part, '    '),
    ...lessonLines(page, part, '    '),
    ...told,
    ...waitingLines(page, part, '    '),
    ...quietOutput(page, part, '    '),
  ]
}

function parts(page: Page, report: Report): string[] {
  const all = outline(report)
  if (all.length === 0 || report.checks.length === 0) return []
  const shown = nextCheck(report)
  return ['', page.colors.bold(pick(page, words.parts)), ...all.flatMap((part) => partLines(page, part, shown))]
}

function notes(page: Page, report: Report): string[] {
  if (report.notes.length === 0) return []
  const label = pick(page, words.note)
  return ['', ...report.notes.flatMap((note) => paragraph(page, `${label}${colon(page)}${pick(page, note)}`, ''))]
}

function footer(page: Page, report: Report): string[] {
  const text = sentences.footer(
    pick(page, authorityWords[report.authority]),
    pick(page, isolationWords[report.isolation]),
    formatDuration(report.durationMs),
  )
  const seed = `${pick(page, words.seed)}${colon(page)}${oneLine(report.seed)}`
  return ['', ...paragraph(page, pick(page, text), '', page.colors.dim), ...paragraph(page, seed, '', page.colors.dim)]
}

/** Typography that a console without UTF-8 can't show. */
const plainly: Record<string, string> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '–': '-',
  '—': '-',
  '×': 'x',
}

export function renderTerminal(source: Report, options: RenderOptions): string {
  const report = inert(source)
  const page: Page = {
    options,
    colors: picocolors.createColors(options.color),
    width: Math.min(Math.max(options.width, 40), 100),
    told: new Map(),
  }
  const lines = [
    ...header(page, report),
    ...failure(page, report),
    ...next(page, report),
    ...parts(page, report),
    ...notes(page, report),
    ...footer(page, report),
  ]
  const text = `${lines.join('\n')}\n`
  return options.plain ? text.replace(/[’‘“”…–—×]/g, (character) => plainly[character]) : text
}
