import { expect, test } from '@jest/globals'
import { aimTable, workloadTable } from '../../../bench/engine/tables.ts'
import { limitWorkload } from '../../../bench/engine/workloads.ts'
import { measured } from './measurements.ts'

function lineOf(table: string, beginning: string): string | undefined {
  return table
    .split('\n')
    .find((line) => line.startsWith(beginning))
    ?.replace(/ {2,}/g, ' | ')
}

test('workloadTable: times, rates, shares of the limit, and the engine beside each', () => {
  const operations = limitWorkload.operations
  const measurement = measured(
    'product',
    { engine: [20, 40, 20], limit: [10, 20, 10], peer: [40, 40, 10] },
    { operations },
  )
  measurement.cells[2].least = 8
  const table = workloadTable(measurement, [{ name: 'other', absent: 'not set up' }])
  expect(lineOf(table, 'product')).toBe(
    'product | median ms | least ms | turns | GFLOP/s | of the limit | engine takes',
  )
  expect(lineOf(table, 'engine')).toBe('engine | 20.0 | 20.0 | 3 | 53.7 | 50 %')
  expect(lineOf(table, 'limit')).toBe('limit | 10.0 | 10.0 | 3 | 107')
  expect(lineOf(table, 'peer')).toBe('peer | 40.0 | 8.00 | 3 | 26.8 | 50 % | 1.00 times')
  expect(lineOf(table, 'other')).toBe('other | absent')
})

test('workloadTable: who failed keeps its row, without numbers', () => {
  const measurement = measured('step', { engine: [20], peer: [40] })
  measurement.cells[1].failure = 'failed: its process ended (SIGKILL)'
  const table = workloadTable(measurement, [])
  expect(lineOf(table, 'peer')).toBe('peer | - | - | - | failed: its process ended (SIGKILL)')
})

test('workloadTable: says who computed the same, and who did not', () => {
  const difference = { where: 'y', agrees: true }
  const agreement = {
    reference: 'plain',
    differences: [
      { ...difference, contestant: 'one', largest: 2e-7 },
      { ...difference, contestant: 'two', largest: 3e-6 },
      { ...difference, contestant: 'three', largest: 1, agrees: false },
    ],
  }
  const table = workloadTable(measured('step', { plain: [1] }, { agreement }), [])
  expect(table.split('\n').at(-1)).toBe('same results as plain: 2, to 3.0e-6 or better; NOT three')
})

test('aimTable says plainly what is met, what is not and what could not be measured', () => {
  const table = aimTable([
    { aim: { workload: 'step', of: 'engine', to: ['peer'], atMost: 0.6 }, to: 'peer', is: 0.5514, met: true },
    { aim: { workload: 'product', of: 'engine', atLeast: 0.65 }, to: 'limit', is: 0.601, met: false },
    { aim: { workload: 'lstm', of: 'engine', to: ['peer'], atMost: 1 }, to: 'peer', missing: 'peer' },
  ])
  expect(lineOf(table, 'step')).toBe('step: engine / peer | 0.551 | at most 0.600 | met')
  expect(lineOf(table, 'product')).toBe('product: engine / limit | 60 % | at least 65 % | NOT met')
  expect(lineOf(table, 'lstm')).toBe('lstm: engine / peer | - | at most 1.00 | not measured: peer')
})
