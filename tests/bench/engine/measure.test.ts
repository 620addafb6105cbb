import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Absent, Contestant } from '../../../bench/engine/contestant.ts'
import { startContestants } from '../../../bench/engine/contestants.ts'
import { writeInputs } from '../../../bench/engine/inputs.ts'
import { measure, type Measurement } from '../../../bench/engine/measure.ts'
import type { Workload } from '../../../bench/engine/workloads.ts'
import { tensor } from '../../../reference-engine/tensor.ts'

// The whole frame, with runners that do little, and badly.

const runners = join(__dirname, 'runners')
const add: Workload = { name: 'add', inputs: () => ({ x: tensor([1, 2]), y: tensor([2, 2]) }) }
const train: Workload = { name: 'train', inputs: () => ({ x: tensor([8]) }) }
const twoCores = cpus().length > 1

let inputs: string
let all: (Contestant | Absent)[]
let present: Contestant[]

beforeAll(async () => {
  inputs = mkdtempSync(join(tmpdir(), 'bench-measure-'))
  for (const workload of [add, train]) writeInputs(inputs, workload)
  all = await startContestants(runners, inputs, [])
  present = all.filter((each) => 'ask' in each)
})

afterAll(() => {
  for (const contestant of present) contestant.stop()
  rmSync(inputs, { recursive: true, force: true })
})

function cellOf({ cells }: Measurement, contestant: string) {
  const found = cells.find((cell) => cell.contestant === contestant)
  if (!found) throw new Error(`no cell of ${contestant}`)
  return found
}

describe('startContestants', () => {
  test('finds every runner of the folder, and starts it once more for a second thread where it has use for it', () => {
    const expected = [
      ['absent', 'absent'],
      ['broken', 'absent'],
      ['dies', 'mortal'],
      ['steady', 'steady on 1'],
      ...(twoCores ? [['steady-2-threads', 'steady on 2']] : []),
      ['wrong', 'wrong'],
    ]
    expect(all.map((each) => [each.name, 'absent' in each ? 'absent' : each.version])).toEqual(expected)
  })

  test('says why one is absent: its own words, or the last ones of its process', () => {
    expect(all.find(({ name }) => name === 'absent')).toEqual({ name: 'absent', absent: 'nothing is set up' })
    const broken = all.find(({ name }) => name === 'broken') as Absent
    expect(broken.absent).toMatch(/^its process ended \(exit code 1\): /)
  })

  test('leaves out whom it is told to, and refuses a name that is nobody’s', async () => {
    const without = ['steady', 'dies', 'wrong', 'broken']
    expect(await startContestants(runners, inputs, without)).toEqual([{ name: 'absent', absent: 'nothing is set up' }])
    await expect(startContestants(runners, inputs, ['nobody'])).rejects.toThrow(
      /--without: there is no nobody, only .*steady/,
    )
  })
})

describe('measure', () => {
  let added: Measurement
  let trained: Measurement

  beforeAll(async () => {
    added = await measure(add, present, 3)
    trained = await measure(train, present, 2)
  })

  test('one who computes right takes every turn', () => {
    const { turns, least, failure, fingerprints } = cellOf(added, 'steady')
    expect(failure).toBeUndefined()
    expect(turns.length).toBe(3)
    expect(Math.min(...turns.map(Number))).toBeGreaterThanOrEqual(least)
    expect(least).toBeGreaterThan(0)
    expect(fingerprints?.sum[0]).toBe(5)
  })

  test('one who computes something else is not timed, and it is said where', () => {
    const { turns, failure } = cellOf(added, 'wrong')
    expect(turns).toEqual([])
    expect(failure).toMatch(/^computes something else than dies: sum is off by /)
    expect(added.agreement?.differences.find(({ contestant }) => contestant === 'wrong')?.agrees).toBe(false)
  })

  test('one whose process ends costs its own column only', () => {
    expect(cellOf(added, 'dies').failure).toBe('failed: its process ended (exit code 7): out of memory')
    expect(cellOf(added, 'steady').turns.length).toBe(3)
  })

  test('one who has not the workload has no column, one who fails says why', () => {
    expect(trained.cells.map(({ contestant }) => contestant)).not.toContain('dies')
    expect(cellOf(trained, 'wrong').failure).toBe('failed: no kernel for it')
  })

  test('losses are those of the first steps on, warming up included', () => {
    const { losses } = cellOf(trained, 'steady')
    expect(losses.slice(0, 4)).toEqual([8, 4, 8 / 3, 2])
  })
})
