import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { exercises, exercisesFolder } from './handout-blocks.ts'

// Each exercise's visible test runs in a Jest of its own, in a copy of the exercise's folder: once with the stub, once with
// the solution's files in its place.

const root = join(exercisesFolder, '..')

interface Assertion {
  title: string
  ancestorTitles: string[]
  status: string
  failureMessages: string[]
}

interface JestResults {
  testResults: { name: string; message: string; assertionResults: Assertion[] }[]
}

let folder = ''
let results: { [variant: string]: JestResults } = {}

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'visible-tests-')))
  for (const exercise of exercises) {
    for (const variant of ['stub', 'solution']) copyVisible(exercise, join(folder, variant, exercise))
    copySolution(exercise, join(folder, 'solution', exercise))
  }
  const [stub, solution] = await Promise.all([runJest('stub'), runJest('solution')])
  results = { stub, solution }
}, 120_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(exercises)('visible test of %s', (exercise) => {
  test('passes on the solution', () => {
    const seen = assertionsOf('solution', exercise)
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.filter(({ status }) => status !== 'passed')).toEqual([])
  })

  test('fails on the stub, each time with a message that says what to write, or what is wrong, and where', () => {
    const seen = assertionsOf('stub', exercise)
    expect(stubFunctions(exercise).length).toBeGreaterThan(0)
    expect(seen.length).toBe(assertionsOf('solution', exercise).length)
    for (const assertion of seen) {
      const { title, status } = assertion
      expect({ title, status }).toEqual({ title, status: 'failed' })
      if (isFaulty(exercise)) expectSaysWhatIsWrong(exercise, assertion)
      else expectSaysWhatToWrite(exercise, assertion)
    }
  })

  test('tests every function of the stub', () => {
    const files = visibleTestsOf(exercise).map((file) => readFileSync(join(exercisesFolder, exercise, file), 'utf8'))
    const source = files.join('\n')
    for (const name of stubFunctions(exercise)) expect(source).toContain(`${name}(`)
  })
})

function expectSaysWhatToWrite(exercise: string, { failureMessages: [message] }: Assertion): void {
  expect(message).toMatch('is still to be written')
  expect(stubFunctions(exercise).some((name) => message.includes(name))).toBe(true)
  expect(stubFiles(exercise).some((file) => message.includes(file))).toBe(true)
}

/** Code that is given with errors runs, and fails by what it gives. */
function expectSaysWhatIsWrong(exercise: string, { failureMessages, ancestorTitles, title }: Assertion): void {
  const names = [...ancestorTitles, title].join(' ')
  expect(stubFunctions(exercise).some((name) => names.includes(name))).toBe(true)
  expect(failureMessages[0]).toMatch(/expected|must be|toMatchNumericGradient/i)
}

function assertionsOf(variant: string, exercise: string): Assertion[] {
  const files = results[variant].testResults.filter(({ name }) => name.includes(exercise))
  expect(files).toHaveLength(visibleTestsOf(exercise).length)
  for (const { message, assertionResults } of files) {
    if (assertionResults.length === 0)
      throw new Error(`${exercise}, ${variant}: the visible test does not run\n${message}`)
  }
  return files.flatMap(({ assertionResults }) => assertionResults)
}

function visibleTestsOf(exercise: string): string[] {
  return readdirSync(join(exercisesFolder, exercise)).filter((file) => file.endsWith('.test.ts'))
}

/** The files that the solution answers. */
function stubFiles(exercise: string): string[] {
  return readdirSync(join(root, 'solutions', exercise)).filter((file) => file.endsWith('.ts'))
}

function stubFunctions(exercise: string): string[] {
  const written = isFaulty(exercise) ? /^export function (\w+)/gm : /todo\('(\w+)'/g
  return stubFiles(exercise).flatMap((file) =>
    [...readFileSync(join(exercisesFolder, exercise, file), 'utf8').matchAll(written)].map(([, name]) => name),
  )
}

/** The exercise's stub is whole code with errors in it. */
function isFaulty(exercise: string): boolean {
  return readFileSync(join(exercisesFolder, exercise, 'exercise.ts'), 'utf8').includes('faultyStub: true')
}

function copyVisible(exercise: string, target: string): void {
  mkdirSync(target, { recursive: true })
  for (const file of [...visibleTestsOf(exercise), ...stubFiles(exercise)]) {
    cpSync(join(exercisesFolder, exercise, file), join(target, file))
  }
}

function copySolution(exercise: string, target: string): void {
  for (const file of stubFiles(exercise)) cpSync(join(root, 'solutions', exercise, file), join(target, file))
}

function runJest(variant: string): Promise<JestResults> {
  const rootDir = join(folder, variant)
  const output = join(folder, `${variant}-results.json`)
  writeFileSync(join(rootDir, 'jest.config.json'), JSON.stringify(jestConfig()))
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js')
  const environment = { ...process.env, GRADE_LANG: 'en' }
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [jest, '--json', '--outputFile', output, '--runInBand'],
      { cwd: rootDir, env: environment, maxBuffer: 64 * 1024 * 1024 },
      (_error, _stdout, stderr) => {
        try {
          resolve(JSON.parse(readFileSync(output, 'utf8')) as JestResults)
        } catch {
          reject(new Error(`Jest wrote no results for the ${variant}:\n${stderr}`))
        }
      },
    )
  })
}

/** A student's own configuration, with the package's names led to this tree. */
function jestConfig(): object {
  return {
    testEnvironment: 'node',
    testMatch: ['<rootDir>/**/*.test.ts'],
    transform: {
      '^.+\\.[cm]?[tj]s$': [
        join(root, 'node_modules', '@swc', 'jest'),
        { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
      ],
    },
    moduleNameMapper: {
      '^grade-descent/student$': join(root, 'reference-engine', 'student.ts'),
      '^grade-descent/jest$': join(root, 'grader', 'jest', 'matchers.ts'),
    },
  }
}
