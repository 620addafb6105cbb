import { median } from '../statistics.ts'
import { formatTable } from '../table.ts'
import type { Verdict } from './aims.ts'
import type { Absent } from './contestant.ts'
import type { Cell, Measurement } from './measure.ts'
import { shareOfLimit, soundCell, timeRatio } from './ratios.ts'
import { limitWorkload } from './workloads.ts'

/** The contestants of a workload: times, rates where they are known, and how the engine on one thread compares. */
export function workloadTable(measurement: Measurement, absent: readonly Absent[]): string {
  const { workload, cells } = measurement
  const head = [workload, 'median ms', 'least ms', 'turns', 'GFLOP/s', 'of the limit', 'engine takes', '']
  const rows = cells.map((cell) => row(measurement, cell))
  const missing = absent.map(({ name }) => [name, 'absent', '', '', '', '', '', ''])
  return `${formatTable(head, [...rows, ...missing], true)}\n${agreementLine(measurement)}`
}

function row(measurement: Measurement, { contestant, failure }: Cell): string[] {
  const cell = soundCell(measurement, contestant)
  if (!cell) return [contestant, '-', '-', '-', '', '', '', failure ?? 'took no turn']
  const turns = cell.turns.filter((turn) => turn !== undefined)
  const own = contestant.startsWith('limit')
  const operations = own ? limitWorkload.operations : measurement.operations
  const share = own ? undefined : shareOfLimit(measurement, contestant)
  const ratio = own || contestant === 'engine' ? undefined : timeRatio(measurement, 'engine', contestant)
  return [
    contestant,
    significant(median(turns)),
    significant(cell.least),
    String(turns.length),
    operations === undefined ? '' : significant(operations / median(turns) / 1e6),
    share === undefined ? '' : percent(share),
    ratio === undefined ? '' : `${significant(ratio)} times`,
    '',
  ]
}

function agreementLine({ agreement }: Measurement): string {
  const agreeing = agreement?.differences.filter(({ agrees }) => agrees) ?? []
  if (!agreement || agreeing.length === 0) return 'nobody to compare the results with'
  const largest = Math.max(...agreeing.map((each) => each.largest))
  const names = agreement.differences.filter(({ agrees }) => !agrees).map(({ contestant }) => contestant)
  const others = names.length === 0 ? '' : `; NOT ${names.join(', ')}`
  return `same results as ${agreement.reference}: ${agreeing.length}, to ${largest.toExponential(1)} or better${others}`
}

/** Every aim, what was measured, and whether it is met. */
export function aimTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => {
    const { aim, to } = verdict
    const write = aim.to && !aim.shareOf ? (value: number) => significant(value) : percent
    const bound = 'atMost' in aim ? `at most ${write(aim.atMost)}` : `at least ${write(aim.atLeast)}`
    const judged =
      'missing' in verdict
        ? ['-', bound, `not measured: ${verdict.missing}`]
        : [write(verdict.is), bound, verdict.met ? 'met' : 'NOT met']
    return [`${aim.workload}: ${aim.of} / ${to}${aim.shareOf ? `, of ${aim.shareOf.join(' / ')}` : ''}`, ...judged]
  })
  return formatTable(['median of the pairs', 'is', 'aim', ''], rows, true)
}

function significant(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`
}
