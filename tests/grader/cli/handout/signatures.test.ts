import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { signaturesOf } from '../../../../grader/cli/handout/signatures.ts'
import type { Exercise } from '../../../../grader/exercise.ts'
import { exercises, exercisesFolder } from '../../../exercises/handout-blocks.ts'

const head = '(x: Tensor, slope: number): Tensor'

test.each<[what: string, source: string, expected: Record<string, string>]>([
  ['a function', `export function relu${head} {\n  return todo('relu')\n}`, { relu: head }],
  ['none that is not exported', `function helper${head} {\n  return x\n}`, {}],
  [
    'arguments over several lines, with comments between them',
    'export function relu(\n  x: Tensor, // any shape\n  /** below 0 */\n  slope: number,\n): Tensor {\n}',
    { relu: head },
  ],
  [
    'results and arguments that are objects',
    'export function f(x: { a: number }): { dX: Tensor; parts: { b: Tensor }[] } {\n  return { dX: x }\n}',
    { f: '(x: { a: number }): { dX: Tensor; parts: { b: Tensor }[] }' },
  ],
  [
    'generators, asynchronous and generic functions',
    'export function* batches(n: number): Generator<number> {\n}\nexport async function load<T>(x: T): Promise<T> {\n}',
    { batches: '(n: number): Generator<number>', load: '<T>(x: T): Promise<T>' },
  ],
  [
    'an argument with a value of its own',
    "export function pool(x: Tensor, padding = 'same // or valid'): Tensor {\n}",
    { pool: "(x: Tensor, padding = 'same // or valid'): Tensor" },
  ],
  [
    'types',
    "export interface Options {\n  /** [y, x] */\n  strides: [number, number]\n}\n\nexport type Padding = 'valid' | 'same'\n\nconst x = 1",
    { Options: '{ strides: [number, number] }', Padding: "= 'valid' | 'same'" },
  ],
])('finds %s', (_what, source, expected) => {
  expect(signaturesOf(source)).toEqual(expected)
})

test('comments and bodies change no signature', () => {
  const before = signaturesOf(`/** Old. */\nexport function relu${head} {\n  // TODO\n  return todo('relu')\n}`)
  const after = signaturesOf(`/** New. */\nexport function relu${head} {\n  // now\n  return max(x, { y: 0 })\n}`)
  expect(after).toEqual(before)
})

test.each(exercises)('finds every function of %s, with its arguments and its result', async (folder) => {
  const { parts } = ((await import(join(exercisesFolder, folder, 'exercise.ts'))) as { default: Exercise }).default
  for (const [part, { file }] of Object.entries(parts)) {
    const signatures = signaturesOf(readFileSync(join(exercisesFolder, folder, file), 'utf8'))
    expect(signatures).toHaveProperty(part, expect.stringMatching(/^[(<].*\).*: \S/))
    expect(signatures[part]).not.toMatch(/return|TODO/)
  }
})
