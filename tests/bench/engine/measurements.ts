import type { Cell, Measurement } from '../../../bench/engine/measure.ts'

/** A measurement from the turns of each contestant. */
export function measured(
  workload: string,
  turns: { [contestant: string]: (number | undefined)[] },
  more: Partial<Measurement> = {},
): Measurement {
  const cells = Object.entries(turns).map(([contestant, own]): Cell => {
    const least = Math.min(...own.filter((turn) => turn !== undefined))
    return { contestant, turns: own, least, losses: [] }
  })
  return { workload, cells, ...more }
}
