/**
 * How long the command takes to start up, as ratios to Jest itself and to node's own start. The programs run in turns, so that what
 * else the machine does meets all of them alike.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { median } from './statistics.ts'
import { formatTable } from './table.ts'

type Programs = Record<string, { words: string[]; cwd: string }>

/** The ratios that the project aims for. */
const aims = [
  { of: 'grade exercise-1', to: 'jest', atMost: 0.5 },
  { of: 'grade exercise-1', to: 'node -e 0', atMost: 8 },
]

/** Runs the programs and prints the tables. @param runs turns that are counted */
export async function benchStartUp(runs: number): Promise<void> {
  const grade = resolve('dist/grade.mjs')
  if (!existsSync(grade)) throw new Error(`${grade} isn't there; run npm run build first`)
  const jestProject = trivialJestProject()
  const programs = {
    'node -e 0': { words: ['-e', '0'], cwd: '.' },
    'grade --version': { words: [grade, '--version'], cwd: '.' },
    'grade exercise-1': { words: [grade, 'exercise-1', '--submission', 'solutions'], cwd: '.' },
    'grade exercise-3, quick': { words: [grade, '3', '--submission', 'solutions', '--only', 'quick'], cwd: '.' },
    jest: { words: [resolve('node_modules/jest/bin/jest.js')], cwd: jestProject },
  }
  try {
    await bench(programs, runs)
  } finally {
    rmSync(jestProject, { recursive: true, force: true })
  }
}

async function bench(programs: Programs, runs: number): Promise<void> {
  const times = Object.fromEntries(Object.keys(programs).map((name) => [name, [] as number[]]))
  const marks: Record<string, number[]> = {}
  for (let turn = -1; turn < runs; turn++) {
    for (const [name, { words, cwd }] of Object.entries(programs)) {
      const { milliseconds, stderr } = await timed(words, cwd)
      // The first turn fills the caches of Jest and of the system.
      if (turn < 0) continue
      times[name].push(milliseconds)
      if (name === 'grade exercise-1') collectMarks(stderr, milliseconds, marks)
    }
  }
  printTable(
    ['milliseconds', 'median', 'least', 'most'],
    Object.entries(times).map(([name, all]) => [name, ...[median(all), Math.min(...all), Math.max(...all)].map(whole)]),
  )
  printTable(
    ['ratio of medians', 'is', 'aim', ''],
    aims.map(({ of, to, atMost }) => {
      const ratio = median(times[of]) / median(times[to])
      return [`${of} / ${to}`, ratio.toFixed(2), `at most ${atMost}`, ratio <= atMost ? 'met' : 'NOT met']
    }),
  )
  printTable(['where grade exercise-1 spends it', 'until (ms)', 'took (ms)'], spans(marks))
}

function timed(words: readonly string[], cwd: string): Promise<{ milliseconds: number; stderr: string }> {
  return new Promise((done, fail) => {
    const started = performance.now()
    const env = { ...process.env, GRADE_TIMES: '1', NO_COLOR: '1' }
    const child = spawn(process.execPath, words, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
    let stderr = ''
    child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()))
    child.on('error', fail)
    child.on('close', (code) => {
      const milliseconds = performance.now() - started
      if (code === 0) done({ milliseconds, stderr })
      else fail(new Error(`node ${words.join(' ')} ended with ${String(code)}\n${stderr}`))
    })
  })
}

function collectMarks(stderr: string, end: number, marks: Record<string, number[]>): void {
  const line = stderr.split('\n').find((each) => each.startsWith('{'))
  const found = { ...(JSON.parse(line ?? '{}') as Record<string, number>), 'process ended': end }
  for (const [name, milliseconds] of Object.entries(found)) (marks[name] ??= []).push(milliseconds)
}

function spans(marks: Record<string, number[]>): string[][] {
  const reached = Object.entries(marks)
    .map(([name, all]) => ({ name, at: median(all) }))
    .sort((one, other) => one.at - other.at)
  return reached.map(({ name, at }, index) => [name, whole(at), whole(at - (index === 0 ? 0 : reached[index - 1].at))])
}

function trivialJestProject(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'grade-descent-bench-')))
  const transform = { '\\.ts$': [resolve('node_modules/@swc/jest'), { jsc: { parser: { syntax: 'typescript' } } }] }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, jest: { transform } }))
  writeFileSync(
    join(folder, 'sum.test.ts'),
    "test('a sum', () => {\n  const sum: number = 1 + 1\n  expect(sum).toBe(2)\n})\n",
  )
  return folder
}

function whole(number: number): string {
  return number.toFixed(0)
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  console.log(`\n${formatTable(head, rows)}`)
}
