import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { judgeAims } from './aims.ts'
import type { Absent, Contestant } from './contestant.ts'
import { startContestants } from './contestants.ts'
import { writeInputs } from './inputs.ts'
import { measure, type Measurement } from './measure.ts'
import { aimTable, workloadTable } from './tables.ts'
import { limitWorkload, type Workload } from './workloads.ts'

export type EngineBenchOptions = {
  workloads: readonly Workload[]
  without: readonly string[]
  rounds: number
  /** Where all that was measured is written too. */
  json?: string
}

/** Every workload by every contestant. Prints a table for each workload, then the aims. @returns whether all computed the same */
export async function benchEngine({ workloads, without, rounds, json }: EngineBenchOptions): Promise<boolean> {
  const inputs = mkdtempSync(join(tmpdir(), 'grade-descent-bench-'))
  let contestants: (Contestant | Absent)[] = []
  try {
    for (const workload of [...workloads, limitWorkload]) writeInputs(inputs, workload)
    contestants = await startContestants(join('bench', 'engine', 'runners'), inputs, without)
    const present = contestants.filter((each) => 'ask' in each)
    const absent = contestants.filter((each) => 'absent' in each)
    print(machine(), ...contestants.map(describe))
    const measurements: Measurement[] = []
    for (const workload of workloads) {
      const measurement = await measure(workload, present, rounds)
      measurements.push(measurement)
      print('', workloadTable(measurement, absent))
    }
    const aims = judgeAims(measurements)
    print('', aimTable(aims))
    if (json !== undefined) writeFileSync(json, JSON.stringify({ machine: machine(), contestants, measurements, aims }))
    return measurements.every(({ agreement }) => agreement?.differences.every(({ agrees }) => agrees) ?? true)
  } finally {
    for (const contestant of contestants) if ('stop' in contestant) contestant.stop()
    rmSync(inputs, { recursive: true, force: true })
  }
}

function machine(): string {
  const all = cpus()
  return `${all[0]?.model ?? 'unknown processor'}, ${all.length} cores, node ${process.version}, ${new Date().toISOString()}`
}

function describe(contestant: Contestant | Absent): string {
  return 'absent' in contestant
    ? `  ${contestant.name}: absent, ${contestant.absent}`
    : `  ${contestant.name}: ${contestant.version}`
}

function print(...lines: readonly string[]): void {
  console.log(lines.join('\n'))
}
