import type { createLogUpdate } from 'log-update'
import type { Check } from '../exercise.ts'
import type { CheckResult, CheckStatus } from '../report.ts'
import { filled, type Text } from '../text.ts'
import type { Language } from './language.ts'
import { timeLeft } from './time-left.ts'

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

/** On a terminal a list that grows, with a bar for the check that runs; elsewhere a few lines for each slow check. */
export async function liveProgress(language: Language): Promise<LiveProgress> {
  if (!process.stderr.isTTY || process.env.TERM === 'dumb') return asLines(language)
  const { createLogUpdate } = await import('log-update')
  return onTerminal(language, createLogUpdate(process.stderr))
}

/** The first line about a check comes at once, the next after this long, and each one after twice the time. */
const firstPauseMs = 1000

function asLines(language: Language): LiveProgress {
  const secondsLeft = timeLeft()
  let running = ''
  let spoken = 0
  let pause = 0
  return {
    result: () => undefined,
    progress({ id, title }, done, total, what) {
      const now = performance.now()
      const left = secondsLeft(workOf(id, what), done, total)
      if (running !== id) {
        running = id
        spoken = now
        pause = firstPauseMs
        console.error(`… ${filled(title)[language]} (${id})`)
      } else if (left !== null && now - spoken >= pause) {
        spoken = now
        pause *= 2
        console.error(`… ${id}: ${filled(what)[language]}${leftWords(left, language)}`)
      }
    },
    end: () => undefined,
  }
}

/** Redrawing more often than this is seen by nobody. */
const redrawMs = 80

type Screen = ReturnType<typeof createLogUpdate>

function onTerminal(language: Language, screen: Screen): LiveProgress {
  const lines: string[] = []
  const secondsLeft = timeLeft()
  let lastDrawn = 0
  let running = ''
  return {
    result({ status, id, title, durationMs }) {
      if (status === 'blocked') return
      lines.push(`${symbols[status]} ${title[language]} (${id}, ${durationMs} ms)`)
      screen(lines.join('\n'))
    },
    progress({ id, title }, done, total, what) {
      const now = performance.now()
      const work = workOf(id, what)
      const left = secondsLeft(work, done, total)
      if (running === work && now - lastDrawn < redrawMs) return
      running = work
      lastDrawn = now
      const bar = '█'.repeat(Math.round((20 * done) / total)).padEnd(20, '░')
      const row = `… ${filled(title)[language]} ${bar} ${filled(what)[language]}${leftWords(left, language)}`
      screen([...lines, row].join('\n'))
    },
    end: () => screen.clear(),
  }
}

function workOf(checkId: string, what: Text): string {
  return `${checkId} ${filled(what).en}`
}

function leftWords(seconds: number | null, language: Language): string {
  if (seconds === null) return ''
  return language === 'zh' ? `，约剩 ${seconds.toFixed(0)} 秒` : `, about ${seconds.toFixed(0)} s left`
}
