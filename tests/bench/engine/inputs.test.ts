import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { readInputs, writeInputs } from '../../../bench/engine/inputs.ts'
import { drawing, workloads } from '../../../bench/engine/workloads.ts'
import { tensor } from '../../../reference-engine/tensor.ts'

const folder = mkdtempSync(join(tmpdir(), 'bench-inputs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('inputs come back as they were, and lie little-endian in files of their own', () => {
  const inputs = { x: tensor([[0.1, -2, 3]]), labels: tensor([7, -1], [2], 'int32') }
  writeInputs(folder, { name: 'small', inputs: () => inputs })
  expect(readInputs(folder, 'small')).toEqual(inputs)
  expect([...readFileSync(join(folder, 'small', 'labels.bin'))]).toEqual([7, 0, 0, 0, 255, 255, 255, 255])
  expect(JSON.parse(readFileSync(join(folder, 'small', 'inputs.json'), 'utf8'))).toEqual({
    x: { shape: [1, 3], dtype: 'float32' },
    labels: { shape: [2], dtype: 'int32' },
  })
})

test('what is drawn is the same each time, and goes on within one drawing', () => {
  const draw = drawing('a')
  const first = draw([2, 3], 0.5)
  expect(first.shape).toEqual([2, 3])
  expect(drawing('a')([2, 3], 0.5)).toEqual(first)
  expect(draw([2, 3], 0.5)).not.toEqual(first)
  expect(drawing('b')([2, 3], 0.5)).not.toEqual(first)
})

test('the passes of a convolution have the same inputs, and as many operations', () => {
  const passes = workloads.filter(({ name }) => name.startsWith('convolution-3-'))
  expect(passes.map(({ name }) => name.slice('convolution-3-'.length))).toEqual(['forward', 'by-filter', 'by-input'])
  expect(new Set(passes.map(({ inputs }) => inputs)).size).toBe(1)
  expect(passes.map(({ operations }) => operations)).toEqual(Array(3).fill(2 * 32 * 4 * 4 * 64 * 9 * 64))
})
