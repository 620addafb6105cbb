import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { isUnjudged, type Outcome } from './runs.ts'

/** Outcomes by the key of their run, kept in a file to which each new one adds a line; what could not be judged is tried again next time. */
export interface OutcomeStore {
  get(key: string): Outcome | null
  add(key: string, outcome: Outcome): void
}

/** Opens the file; a line that a kill cut off is measured again. */
export function openOutcomeStore(file: string): OutcomeStore {
  const outcomes = new Map<string, Outcome>()
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  for (const line of text.split('\n')) {
    const entry = parsed(line)
    if (entry !== null) outcomes.set(...entry)
  }
  mkdirSync(dirname(file), { recursive: true })
  let separator = text === '' || text.endsWith('\n') ? '' : '\n'
  return {
    get: (key) => outcomes.get(key) ?? null,
    add(key, outcome) {
      outcomes.set(key, outcome)
      if (isUnjudged(outcome)) return
      appendFileSync(file, `${separator}${JSON.stringify([key, outcome])}\n`)
      separator = ''
    },
  }
}

function parsed(line: string): [string, Outcome] | null {
  try {
    return JSON.parse(line) as [string, Outcome]
  } catch {
    return null
  }
}
