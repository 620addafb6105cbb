import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { CheckResult, CheckStatus, Report } from '../../../grader/report.ts'
import { folderWith, gradeJson, repository } from '../../support/run-grade.ts'

const solution = readFileSync(join(repository, 'solutions/exercise-1-activations/activations.ts'), 'utf8')

/** The solution with another body for relu. */
function withRelu(body: string, before = ''): string {
  const replaced = solution.replace(
    /export function relu\(x: Tensor\): Tensor \{[\s\S]*?\n\}/,
    `export function relu(x: Tensor): Tensor {\n  ${body}\n}`,
  )
  if (replaced === solution) throw new Error('the solution has no relu to replace')
  return before + replaced
}

async function grade(
  text: string,
  extra: Record<string, string> = {},
): Promise<{ report: Report; code: number | null }> {
  const submission = folderWith({ 'activations.ts': text, ...extra })
  return gradeJson(['1', '--submission', submission])
}

function entry({ checks }: Report): CheckResult {
  const found = checks.find(({ id }) => id === 'relu-values')
  if (found === undefined) throw new Error('relu-values is gone')
  return found
}

/** Every check of another function keeps its points. */
function othersPassed({ checks }: Report): boolean {
  return checks.every(({ part, status }) => part === 'relu' || status === 'passed')
}

const bodies: [what: string, body: string, status: CheckStatus, told: RegExp][] = [
  ['a thrown error', "throw new Error('boom')", 'student-error', /boom/],
  ['a wrong shape', 'return { ...x, shape: [x.data.length, 1, 1, 1, 1] }', 'failed', /shape \[/],
  [
    'a wrong dtype',
    "return { shape: x.shape, dtype: 'int32', data: new Int32Array(x.data.length) }",
    'failed',
    /int32/,
  ],
  ['data that does not fit the dtype', "return { ...x, dtype: 'float32' }", 'failed', /float32/],
  ['NaN', 'return { ...x, data: x.data.map(() => NaN) }', 'failed', /NaN/],
  ['a Promise', 'return Promise.resolve(x) as never', 'student-error', /Promise/],
  ['a plain array', 'return Array.from(x.data) as never', 'failed', /plain array/],
  ['nothing', 'return undefined as never', 'failed', /return/],
  ['an endless loop', 'for (;;) {}', 'timed-out', /relu/],
  [
    '30 GB',
    'const all = []; for (let i = 0; i < 30; i++) all.push(new Float64Array(134217728)); return all[0] as never',
    'student-error',
    /memory|allocat/i,
  ],
  [
    '1 GB printed',
    "const line = 'x'.repeat(1048576); for (let i = 0; i < 1024; i++) console.log(line); return x",
    'student-error',
    /print/i,
  ],
  ['process.exit(0)', 'return (process as { exit(code: number): never }).exit(0)', 'student-error', /process\.exit/],
]

describe('one bad function costs its own points, in time, with a message', () => {
  test.each(bodies)('%s', async (_, body, status, told) => {
    const { report, code } = await grade(withRelu(body, 'declare const process: unknown\n'))
    const result = entry(report)
    expect([code, result.status, result.score]).toEqual([1, status, 0])
    expect(`${result.message.en}`).toMatch(told)
    expect(result.message.zh).toMatch(/[\u4e00-\u9fff]/)
    expect(othersPassed(report)).toBe(true)
  })

  test('an exception names the file, the line and its source', async () => {
    const { report } = await grade(withRelu("throw new Error('boom')"))
    const { where } = entry(report)
    expect(where?.file).toBe('activations.ts')
    expect(where?.excerpt).toMatch(/^>.*throw new Error\('boom'\)$/m)
  })

  test('a mutated argument costs the check of manners alone', async () => {
    const { report } = await grade(
      withRelu(
        'x.data.forEach((value, index) => { x.data[index] = Math.max(0, value) })\n  return { ...x, data: x.data.slice() }',
      ),
    )
    const lost = report.checks.filter(({ status }) => status !== 'passed')
    expect(lost.map(({ id, status }) => [id, status])).toEqual([['relu-manners', 'failed']])
    expect(lost[0].message.en).toContain('Argument 1')
  })

  test('a float32 answer costs the check of precision alone, and is named', async () => {
    const { report } = await grade(
      withRelu("return { shape: x.shape, dtype: 'float32', data: Float32Array.from(x.data, (v) => Math.max(0, v)) }"),
    )
    const lost = report.checks.filter(({ status }) => status !== 'passed')
    expect(lost.map(({ id }) => id)).toEqual(['relu-precision'])
    expect(lost[0].diagnosis?.explanation.en).toContain('float32')
  })

  test('what a function prints stands beside the check that called it', async () => {
    const { report } = await grade(
      withRelu("console.log('looking at', x.shape)\n  return { ...x, data: x.data.map((v) => Math.max(0, v)) }"),
    )
    expect(report.score).toBe(100)
    const printed = report.checks.filter(({ output }) => output.includes('looking at'))
    expect(printed.length).toBeGreaterThan(0)
    expect(new Set(printed.map(({ part }) => part))).toEqual(new Set(['relu']))
  })
})

describe('a whole file that is bad', () => {
  test('a missing file is not attempted', async () => {
    const { report, code } = await gradeJson(['1', '--submission', folderWith({ 'notes.txt': '' })])
    expect([report.score, code]).toEqual([0, 1])
    expect(new Set(report.checks.map(({ status }) => status))).toEqual(new Set(['not-attempted', 'blocked']))
    expect(report.checks[0].message.en).toContain('activations.ts')
  })

  test('a syntax error names its line', async () => {
    const { report, code } = await grade(`${solution}\nexport function broken( {\n`)
    expect([report.score, code]).toEqual([0, 1])
    expect(report.checks[0].status).toBe('student-error')
    expect(report.checks[0].where?.line).toBeGreaterThan(20)
  })

  test('a missing export costs its own function, and the nearest name is told', async () => {
    const { report } = await grade(solution.replace('export function relu(', 'export function reLU('))
    expect(entry(report).status).toBe('not-attempted')
    expect(entry(report).message.en).toContain('reLU')
    expect(othersPassed(report)).toBe(true)
  })

  test.each([
    [
      'an op that the exercise asks to write',
      "import { relu as given } from 'grade-descent/student'\n",
      /asks you to write|relu/,
    ],
    ['a module of Node', "import { readFileSync } from 'node:fs'\nreadFileSync\n", /node:fs/],
  ])('an import of %s is refused, with its line', async (_, line, told) => {
    const { report, code } = await grade(
      `${line}export const unused = typeof given\n${solution}`.replace(
        'typeof given',
        line.includes('given') ? 'given' : '0',
      ),
    )
    expect([report.score, code]).toEqual([0, 1])
    expect(report.checks[0].message.en).toMatch(told)
    expect(report.checks[0].where?.line).toBe(1)
  })

  test('an endless loop on loading ends in time, once', async () => {
    const { report } = await grade(`${solution}\nfor (;;) {}\n`)
    expect(report.score).toBe(0)
    expect(report.checks[0].status).toBe('timed-out')
  })
})
