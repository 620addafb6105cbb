import type { createLogUpdate } from 'log-update'
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
export async function liveProgress(language: Language): Promise<LiveProgress> {
  if (!process.stderr.isTTY || process.env.TERM === 'dumb') return asLines(language)
  const { createLogUpdate } = await import('log-update')
  return onTerminal(language, createLogUpdate(process.stderr))
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

type Screen = ReturnType<typeof createLogUpdate>

function onTerminal(language: Language, screen: Screen): LiveProgress {
  const lines: string[] = []
  let lastDrawn = 0
  let started = 0
  let running = ''
  return {
    result({ status, id, title, durationMs }) {
      if (status === 'blocked') return
      lines.push(`${symbols[status]} ${title[language]} (${id}, ${durationMs} ms)`)
      screen(lines.join('\n'))
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
      const row = `… ${filled(check.title)[language]} ${bar} ${filled(what)[language]}, ${left}`
      screen([...lines, row].join('\n'))
    },
    end: () => screen.clear(),
  }
}
