import type { Contender } from '../../course/contenders.ts'
import type { LoadedExercise } from '../../grade-submission.ts'
import { isUnjudged, type Outcome, type Run } from './runs.ts'

/** A run with what it showed. */
export interface Finished {
  run: Run
  outcome: Outcome
}

/** What the runs of a contender are held against. */
export interface Expected {
  kind: Contender['kind']
  name: string
  /** The check that is to name it, and the kind of run that has this check. */
  caughtBy: string | null
  caughtIn: Run['check']
  /** The other misconceptions, which are never to be named. */
  others: ReadonlySet<string>
}

export function expectedOf(
  { checks }: LoadedExercise,
  contenders: readonly Contender[],
  { kind, name, caughtBy }: Contender,
): Expected {
  const others = contenders.filter((other) => other.kind === 'wrong' && other.name !== name)
  const slow = checks.some((check) => check.slow && check.id === caughtBy)
  return { kind, name, caughtBy, caughtIn: slow ? caughtBy : null, others: new Set(others.map((other) => other.name)) }
}

/** One kind of run under all its seeds: the points lost under the best and under the worst. */
export interface Tried {
  seeds: number
  leastLost: number
  mostLost: number
}

/** What all runs of a right answer showed. */
export interface RightRow {
  /** By slow check; `quick` stands for all quick ones. */
  runs: Record<string, Tried>
  /** Runs that ended without a verdict. */
  unjudged: number
}

/** What all runs of a misconception showed. */
export interface WrongRow extends RightRow {
  /** Of the runs that have the check meant for it, those where that check named it. */
  named: number
  toBeNamed: number
  /** Runs in which some check named another one. */
  misnamed: number
}

export function rightRow(finished: readonly Finished[]): RightRow {
  const kinds = new Set(finished.map(({ run }) => run.check))
  const runs = [...kinds].map((kind) => [kind ?? 'quick', tried(finished.filter(({ run }) => run.check === kind))])
  return {
    runs: Object.fromEntries(runs) as RightRow['runs'],
    unjudged: finished.filter(({ outcome }) => isUnjudged(outcome)).length,
  }
}

function tried(finished: readonly Finished[]): Tried {
  const lost = finished.map(({ outcome }) => pointsLost(outcome))
  return { seeds: lost.length, leastLost: Math.min(...lost), mostLost: Math.max(...lost) }
}

export function wrongRow(expected: Expected, finished: readonly Finished[]): WrongRow {
  const meant = finished.filter(({ run }) => run.check === expected.caughtIn)
  return {
    ...rightRow(finished),
    named: meant.filter(({ outcome }) => isNamed(expected, outcome)).length,
    toBeNamed: meant.length,
    misnamed: finished.filter(({ outcome }) => isMisnamed(expected, outcome)).length,
  }
}

/** What of a run is not as it is to be, in words; empty where all is well. */
export function deviations(expected: Expected, { run, outcome }: Finished, { runs }: RightRow): string[] {
  const { leastLost, mostLost } = runs[run.check ?? 'quick']
  const lost = pointsLost(outcome)
  const wrong = expected.kind === 'wrong'
  const findings: [boolean, string][] = [
    [isUnjudged(outcome), 'is not judged'],
    [!wrong && lost > 0, `loses ${lost} points`],
    [wrong && run.check === expected.caughtIn && !isNamed(expected, outcome), 'is not named'],
    [wrong && isMisnamed(expected, outcome), 'is taken for another'],
    [wrong && leastLost !== mostLost, `loses ${lost} points, of ${leastLost} to ${mostLost} under all seeds`],
  ]
  return findings.filter(([found]) => found).map(([, words]) => words)
}

function isNamed({ name, caughtBy }: Expected, { unpassed }: Outcome): boolean {
  return unpassed.some(({ id, diagnosis }) => id === caughtBy && diagnosis === name)
}

/** A diagnosis of two mistakes at once joins their names with a plus. */
function isMisnamed({ others }: Expected, { unpassed }: Outcome): boolean {
  return unpassed.some(({ diagnosis }) => diagnosis?.split('+').some((name) => others.has(name)) === true)
}

function pointsLost({ unpassed }: Outcome): number {
  return Math.round(100 * unpassed.reduce((sum, { points }) => sum + points, 0)) / 100
}
