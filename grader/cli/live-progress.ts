import type { Check } from '../exercise.ts'
import type { CheckResult, CheckStatus } from '../report.ts'
import { filled, type Text } from '../text.ts'
import type { Language } from './language.ts'

/** Shows results as they end, on stderr. */
export interface LiveProgress {
  result(result: CheckResult): void
  progress(check: Check, done: number, total: number, what: Text): void
  /** Clears what a terminal shows, to make room for the report. */
  end(): void
}

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

/** On a terminal a list that grows, with a bar for the check that runs; elsewhere one line for each slow check. */
export function liveProgress(language: Language): LiveProgress {
  return process.stderr.isTTY && process.env.TERM !== 'dumb' ? onTerminal(language) : asLines(language)
}

function asLines(language: Language): LiveProgress {
  const announced = new Set<string>()
  return {
    result: () => undefined,
    progress(check) {
      if (announced.has(check.id)) return
      announced.add(check.id)
      console.error(`… ${filled(check.title)[language]} (${check.id})`)
    },
    end: () => undefined,
  }
}

/** Redrawing more often than this is seen by nobody. */
const redrawMs = 80

function onTerminal(language: Language): LiveProgress {
  const lines: string[] = []
  let shown = 0
  let lastDrawn = 0
  let started = 0
  let running = ''
  const draw = (last: string): void => {
    const rows = process.stderr.rows ?? 24
    const visible = [...lines, ...(last === '' ? [] : [last])].slice(1 - rows)
    process.stderr.write(`${shown > 0 ? `\x1b[${shown}A` : ''}\r\x1b[J${visible.map((line) => `${line}\n`).join('')}`)
    shown = visible.length
  }
  return {
    result({ status, id, title, durationMs }) {
      if (status === 'blocked') return
      lines.push(`${symbols[status]} ${title[language]} \x1b[2m${id} ${durationMs} ms\x1b[22m`)
      draw('')
    },
    progress(check, done, total, what) {
      const now = performance.now()
      if (running !== check.id) {
        running = check.id
        started = now
      } else if (now - lastDrawn < redrawMs) return
      lastDrawn = now
      const seconds = ((now - started) / done) * (total - done) * 1e-3
      const bar = '█'.repeat(Math.round((20 * done) / total)).padEnd(20, '░')
      const left = language === 'zh' ? `约剩 ${seconds.toFixed(0)} 秒` : `about ${seconds.toFixed(0)} s left`
      draw(`… ${filled(check.title)[language]} ${bar} ${filled(what)[language]}, ${left}`)
    },
    end() {
      lines.length = 0
      draw('')
    },
  }
}
