import { median } from '../statistics.ts'
import type { Measurement } from './measure.ts'
import { shareOfLimit, shareOfRatio, soundCell, timeRatio } from './ratios.ts'
import { workloads } from './workloads.ts'

/**
 * `of` a contestant: its time as a ratio to that of the fastest of `to`, or without `to` its share of the limit. With `shareOf` the ratio
 * counts as a share of the one that these two have in the same turns.
 */
export type Aim = { workload: string; of: string; to?: readonly string[]; shareOf?: readonly [string, string] } & (
  { atMost: number } | { atLeast: number }
)

const training = 'article-training-step'

export const aims: readonly Aim[] = [
  { workload: training, of: 'engine', to: ['tfjs-node'], atMost: 0.6 },
  { workload: training, of: 'engine', to: ['pytorch-nchw', 'pytorch-channels-last'], atMost: 1 },
  { workload: training, of: 'engine', to: ['engine-2-threads'], atLeast: 1.8 },
  // A shared machine may not give its second core whole: of what it gives, what 1.8 is of 2.
  {
    workload: training,
    of: 'engine',
    to: ['engine-2-threads'],
    shareOf: ['limit', 'limit-2-threads'],
    atLeast: 0.9,
  },
  { workload: training, of: 'tfjs-cpu', to: ['engine'], atLeast: 300 },
  { workload: 'mat-mul-1024', of: 'engine', atLeast: 0.65 },
  ...workloads
    .filter(({ name }) => name.startsWith('convolution-'))
    .map(({ name }) => ({ workload: name, of: 'engine', atLeast: 0.6 })),
  { workload: 'lstm-training-step', of: 'engine', to: ['tfjs-node'], atMost: 1 },
]

export type Verdict = { aim: Aim; /** What it was compared with. */ to: string } & (
  { is: number; met: boolean } | { missing: string }
)

/** Judges the aims of the workloads that were measured. */
export function judgeAims(measurements: readonly Measurement[], all: readonly Aim[] = aims): Verdict[] {
  return all.flatMap((aim) => {
    const measurement = measurements.find(({ workload }) => workload === aim.workload)
    return measurement ? [judge(aim, measurement)] : []
  })
}

function judge(aim: Aim, measurement: Measurement): Verdict {
  const to = aim.to ? fastest(measurement, aim.to) : 'limit'
  const missing = [aim.of, to, ...(aim.shareOf ?? [])].filter((contestant) => !soundCell(measurement, contestant))
  const is = aim.shareOf
    ? shareOfRatio(measurement, [aim.of, to], aim.shareOf)
    : aim.to
      ? timeRatio(measurement, aim.of, to)
      : shareOfLimit(measurement, aim.of)
  if (is === undefined) return { aim, to, missing: missing.join(', ') }
  return { aim, to, is, met: 'atMost' in aim ? is <= aim.atMost : is >= aim.atLeast }
}

/** By their medians over all turns; where none was measured, all their names. */
function fastest(measurement: Measurement, contestants: readonly string[]): string {
  const timed = contestants.flatMap((contestant) => {
    const turns = soundCell(measurement, contestant)?.turns.filter((turn) => turn !== undefined)
    return turns ? [{ contestant, time: median(turns) }] : []
  })
  if (timed.length === 0) return contestants.join(' or ')
  return timed.reduce((best, each) => (each.time < best.time ? each : best)).contestant
}
