import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { repository } from '../../support/run-grade.ts'

const megabyte = 2 ** 20

function measured(script: string, ...words: string[]): { [name: string]: number } {
  const program = ['--expose-gc', 'scripts/run.mjs', join('tests/long/reference-engine', script), ...words]
  return JSON.parse(execFileSync(process.execPath, program, { cwd: repository, encoding: 'utf8' })) as {
    [name: string]: number
  }
}

test.each(['1', '2'])(
  '200 steps of training on %s threads grow the process by less than 1 MB',
  (threads) => {
    const { process: grown, heapOfStep } = measured('grow-by-training.ts', threads)
    expect(grown).toBeLessThan(megabyte)
    // What `trainOnBatch` returns and looks up; the step itself leaves nothing behind.
    expect(heapOfStep).toBeLessThan(4096)
  },
  120_000,
)

test('training on the whole of CIFAR-10 as it streams past stays under 700 MB', () => {
  const { peak, accuracy } = measured('peak-of-streaming.ts')
  expect(peak).toBeLessThan(700 * megabyte)
  expect(accuracy).toBeGreaterThan(0.3)
}, 300_000)
