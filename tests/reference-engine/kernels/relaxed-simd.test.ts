import { readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { hasRelaxedSimd } from '../../../reference-engine/kernels/relaxed-simd.ts'
import { repository } from '../../support/run-grade.ts'

const [major] = process.versions.node.split('.').map(Number)

test('is there where the kernels that use it are valid', () => {
  const fused = readFileSync(join(repository, 'dist', 'kernels', 'float32-fused.wasm'))
  expect(hasRelaxedSimd()).toBe(WebAssembly.validate(fused))
  if (major >= 22) expect(hasRelaxedSimd()).toBe(true)
})

test('the kernels that round once give what the others give, to their bound', () => {
  const program = join('tests', 'reference-engine', 'kernels', 'fused-training.ts')
  // Node 20 has it behind a flag.
  const flags = hasRelaxedSimd() ? [] : ['--experimental-wasm-relaxed-simd']
  const output = execFileSync(process.execPath, [...flags, 'scripts/run.mjs', program], {
    cwd: repository,
    encoding: 'utf8',
  })
  const { fused, separate } = JSON.parse(output) as { [kind: string]: { float32: number[]; float64: number[] } }
  for (const [dtype, bound] of [
    ['float32', 1e-5],
    ['float64', 1e-12],
  ] as const) {
    expect(fused[dtype]).toHaveLength(6)
    fused[dtype].forEach((loss, step) => expect(Math.abs(loss / separate[dtype][step] - 1)).toBeLessThan(bound))
  }
  expect(fused.float32).not.toEqual(separate.float32)
})
