import { medianOfPairs, type Turns } from '../statistics.ts'
import type { Cell, Measurement } from './measure.ts'
import { limitWorkload } from './workloads.ts'

/** The cell of a contestant; undefined unless it gave numbers that are worth something. */
export function soundCell({ cells }: Measurement, contestant: string): Cell | undefined {
  return cells.find((cell) => cell.contestant === contestant && cell.failure === undefined && cell.turns.length > 0)
}

/** How many times as long as the other the one takes. */
export function timeRatio(measurement: Measurement, one: string, other: string): number | undefined {
  const [ones, others] = [soundCell(measurement, one), soundCell(measurement, other)]
  return ones && others && medianOfPairs(ones.turns, others.turns)
}

/** The ratio of the times of two contestants as a share of that of two others, turn by turn. */
export function shareOfRatio(
  measurement: Measurement,
  pair: readonly [string, string],
  besidePair: readonly [string, string],
): number | undefined {
  const [own, beside] = [pair, besidePair].map(([one, other]) => ratiosOfTurns(measurement, one, other))
  return medianOfPairs(own, beside)
}

function ratiosOfTurns(measurement: Measurement, one: string, other: string): Turns {
  const others = soundCell(measurement, other)?.turns ?? []
  return (soundCell(measurement, one)?.turns ?? []).map((time, turn) => {
    const beside = others[turn]
    return time === undefined || beside === undefined ? undefined : time / beside
  })
}

/** The contestant's multiply-add rate as a share of the machine's. */
export function shareOfLimit(measurement: Measurement, contestant: string): number | undefined {
  if (measurement.operations === undefined) return undefined
  const times = timeRatio(measurement, 'limit', contestant)
  return times === undefined ? undefined : (times * measurement.operations) / limitWorkload.operations
}
