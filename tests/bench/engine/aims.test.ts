import { describe, expect, test } from '@jest/globals'
import { aims, judgeAims, type Aim } from '../../../bench/engine/aims.ts'
import { limitWorkload, workloads } from '../../../bench/engine/workloads.ts'
import { measured } from './measurements.ts'

const atMost: Aim = { workload: 'step', of: 'engine', to: ['peer'], atMost: 0.6 }
const ofTheLimit: Aim = { workload: 'product', of: 'engine', atLeast: 0.65 }

describe('judgeAims', () => {
  test('takes the median of the ratios within each turn', () => {
    const measurement = measured('step', { engine: [6, 12, 9], peer: [10, 20, 10] })
    expect(judgeAims([measurement], [atMost])).toEqual([{ aim: atMost, to: 'peer', is: 0.6, met: true }])
    const slower = measured('step', { engine: [6.1, 12.2, 6.1], peer: [10, 20, 10] })
    expect(judgeAims([slower], [atMost])).toMatchObject([{ met: false }])
  })

  test('compares with the fastest of several', () => {
    const aim: Aim = { ...atMost, to: ['slow', 'fast', 'absent'], atMost: 1 }
    const measurement = measured('step', { engine: [5, 5], slow: [100, 100], fast: [4, 4] })
    expect(judgeAims([measurement], [aim])).toMatchObject([{ to: 'fast', is: 1.25, met: false }])
  })

  test('compares rates with the limit by the multiply-adds of both', () => {
    const operations = limitWorkload.operations * 2
    const measurement = measured('product', { engine: [40, 80], limit: [14, 28] }, { operations })
    // Twice the operations of the limit in 40 ms, against once in 14 ms.
    expect(judgeAims([measurement], [ofTheLimit])).toEqual([{ aim: ofTheLimit, to: 'limit', is: 0.7, met: true }])
    const slower = measured('product', { engine: [40], limit: [12] }, { operations })
    expect(judgeAims([slower], [ofTheLimit])).toMatchObject([{ is: 0.6, met: false }])
  })

  test('counts a ratio as a share of another of the same turns', () => {
    const aim: Aim = { workload: 'step', of: 'one', to: ['two'], shareOf: ['limit', 'limit-2'], atLeast: 0.9 }
    // 1.5 times where the machine gives 2, and 1.2 times where it gives 1.2: half-way between 0.75 and 1.
    const measurement = measured('step', { one: [30, 12], two: [20, 10], limit: [20, 12], 'limit-2': [10, 10] })
    expect(judgeAims([measurement], [aim])).toMatchObject([{ to: 'two', is: 0.875, met: false }])
    expect(judgeAims([measured('step', { one: [1], two: [1], limit: [1] })], [aim])).toMatchObject([
      { missing: 'limit-2' },
    ])
  })

  test('says who is missing: absent, failed or without a turn', () => {
    const measurement = measured('step', { engine: [6], peer: [10] })
    measurement.cells[1].failure = 'its process ended'
    expect(judgeAims([measurement], [atMost])).toEqual([{ aim: atMost, to: 'peer', missing: 'peer' }])
    expect(judgeAims([measured('step', { peer: [1], engine: [] })], [atMost])).toMatchObject([{ missing: 'engine' }])
    expect(judgeAims([measured('product', {})], [ofTheLimit])).toMatchObject([{ missing: 'engine, limit' }])
  })

  test('says nothing of workloads that were not measured', () => {
    expect(judgeAims([measured('other', { engine: [1], peer: [1] })], [atMost])).toEqual([])
  })
})

test('every aim is about a workload that there is', () => {
  const names = workloads.map(({ name }) => name)
  expect(aims.map(({ workload }) => workload).filter((name) => !names.includes(name))).toEqual([])
  expect(aims.filter(({ to }) => !to).map(({ workload }) => workload)).toEqual(
    workloads.filter(({ operations }) => operations !== undefined).map(({ name }) => name),
  )
})
