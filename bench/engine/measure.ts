import { setTimeout as sleep } from 'node:timers/promises'
import { median } from '../statistics.ts'
import { compareComputed, type Agreement } from './agreement.ts'
import type { Contestant, Measured } from './contestant.ts'
import type { Fingerprints } from './protocol.ts'
import { limitWorkload, type Workload } from './workloads.ts'

/** What one contestant did on one workload; milliseconds. */
export type Cell = {
  contestant: string
  /** The median of each turn; undefined for those that it didn't take. */
  turns: (number | undefined)[]
  /** The fastest run of all turns. */
  least: number
  losses: number[]
  fingerprints?: Fingerprints
  /** Why there is no number, or why it is worth nothing. */
  failure?: string
}

export type Measurement = { workload: string; operations?: number; cells: Cell[]; agreement?: Agreement }

/** How long a turn shall take, and all turns of one contestant on one workload: who is slow takes fewer turns, but one at least. */
const turnMilliseconds = 50
const longestMilliseconds = 3000

/** Half of it is for V8, which compiles what has run long enough. */
const warmUpMilliseconds = 300

/** Threads of the one before may still spin, waiting for work. */
const pauseMilliseconds = 10

type Pace = { repeat: number; turns: number }

/**
 * Warms every contestant up, compares what they computed, then lets them take turns, there and back (A B C, C B A, ...), so that
 * what else the machine does meets all alike.
 */
export async function measure(
  workload: Workload,
  contestants: readonly Contestant[],
  rounds: number,
): Promise<Measurement> {
  const entrants: { contestant: Contestant; asked: string; cell: Cell; pace: Pace }[] = []
  for (const contestant of contestants) {
    const asked = askedOf(contestant, workload)
    if (asked === undefined) continue
    const cell: Cell = { contestant: contestant.name, turns: [], least: Infinity, losses: [] }
    const pace = await attempt(cell, () => warmUp(contestant, asked, cell))
    entrants.push({ contestant, asked, cell, pace: pace ?? { repeat: 0, turns: 0 } })
  }
  const cells = entrants.map(({ cell }) => cell)
  markDisagreements(cells)
  for (let round = 0; round < rounds; round++) {
    for (const { contestant, asked, cell, pace } of round % 2 === 0 ? entrants : entrants.toReversed()) {
      if (cell.failure !== undefined || cell.turns.length >= pace.turns) continue
      await sleep(pauseMilliseconds)
      await attempt(cell, async () => addTurn(cell, await contestant.ask({ workload: asked, repeat: pace.repeat })))
    }
  }
  // Once more, with the losses of the steps that were timed.
  return { workload: workload.name, operations: workload.operations, cells, agreement: markDisagreements(cells) }
}

/** The limit does what it always does, beside every workload. */
function askedOf({ workloads }: Contestant, { name }: Workload): string | undefined {
  const asked = workloads.includes(limitWorkload.name) ? limitWorkload.name : name
  return workloads.includes(asked) ? asked : undefined
}

/** What it throws is the contestant's failure, and costs its column only. */
async function attempt<Result>(cell: Cell, act: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await act()
  } catch (error) {
    cell.failure = `failed: ${(error as Error).message}`
    return undefined
  }
}

async function warmUp(contestant: Contestant, workload: string, cell: Cell): Promise<Pace> {
  const first = await contestant.ask({ workload, repeat: 1, fingerprints: true })
  cell.losses.push(...(first.losses ?? []))
  cell.fingerprints = first.fingerprints
  const [once] = first.milliseconds
  if (once > longestMilliseconds) {
    // It takes so long that it warmed itself up. A training step is taken again all the same, for a second loss to compare.
    if (cell.losses.length === 0) addTurn(cell, first)
    return { repeat: 1, turns: 1 }
  }
  const repeat = clamp(Math.ceil(warmUpMilliseconds / once), 2, 50)
  const warm = await contestant.ask({ workload, repeat })
  cell.losses.push(...(warm.losses ?? []))
  const pace = median(warm.milliseconds.slice(repeat >> 1))
  const perTurn = pace > turnMilliseconds * 5 ? 1 : clamp(Math.round(turnMilliseconds / pace), 3, 50)
  return { repeat: perTurn, turns: Math.max(1, Math.floor(longestMilliseconds / (pace * perTurn))) }
}

function addTurn(cell: Cell, { milliseconds, losses = [] }: Measured): void {
  cell.turns.push(median(milliseconds))
  cell.least = Math.min(cell.least, ...milliseconds)
  cell.losses.push(...losses)
}

function markDisagreements(cells: readonly Cell[]): Agreement | undefined {
  const computed = cells.filter(({ losses, fingerprints }) => losses.length > 0 || hasEntries(fingerprints))
  const agreement = compareComputed(computed)
  for (const { contestant, largest, where, agrees } of agreement?.differences ?? []) {
    const cell = cells.find((each) => each.contestant === contestant)
    if (agrees || !cell || cell.failure !== undefined) continue
    cell.failure = `computes something else than ${agreement?.reference}: ${where} is off by ${largest.toExponential(1)}`
  }
  return agreement
}

function hasEntries(fingerprints: Fingerprints = {}): boolean {
  return Object.keys(fingerprints).length > 0
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
