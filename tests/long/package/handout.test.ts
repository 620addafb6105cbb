import { execFile } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative, sep } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Report } from '../../../grader/report.ts'
import { validateReport } from '../../../reports/validate-report.ts'

// What a student gets: `grade handout` packs the student edition into a repository, which is installed as a student does it, with
// an empty home folder. Then a solved copy of it, and one that is brought up to date.

const repository = join(__dirname, '..', '..', '..')
const npm = process.env.npm_execpath ?? ''
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'grade-descent-handout-')))
const [student, solved, updated] = ['student', 'solved', 'updated'].map((name) => join(folder, name))
const exercises = readdirSync(join(repository, 'exercises')).filter((name) => name.startsWith('exercise-'))

beforeAll(async () => {
  const words = [join(repository, 'dist', 'grade.mjs'), 'handout', '--out', student]
  expect(await run(process.execPath, words, repository)).toMatchObject({ code: 0 })
  const registry = (await runNpm(['config', 'get', 'registry'], repository)).stdout.trim()
  const home = mkdtempSync(join(folder, 'home-'))
  const env = { HOME: home, USERPROFILE: home, npm_config_cache: join(home, 'cache'), npm_config_registry: registry }
  expect(await runNpm(['ci', '--no-audit', '--no-fund'], student, env)).toMatchObject({ code: 0 })
  for (const copy of [solved, updated]) cpSync(student, copy, { recursive: true, verbatimSymlinks: true })
  for (const [file, text] of solutionFiles) writeFileSync(join(solved, 'exercises', file), text)
}, 300_000)

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))

/** By path below `exercises/`, the files that a student writes, as the solution has them. */
const solutionFiles = exercises.flatMap((exercise) =>
  readdirSync(join(repository, 'solutions', exercise), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map(({ name }) => [`${exercise}/${name}`, textOf(join(repository, 'solutions', exercise, name))] as const),
)

describe('the repository of a student', () => {
  test('holds not one line of a solution or an alternative, anywhere', () => {
    const secret = secretLines()
    expect(secret.length).toBeGreaterThan(100 * exercises.length)
    const spaceless = secret.map((line) => [line, withoutSpace(line)] as const)
    const lines = new Set(secret)
    const leaks = filesIn(student).flatMap((file) => {
      const name = relative(student, file)
      const text = textWithin(file)
      // What others wrote can hold a line of ours only as a whole one; searching all of it for parts of lines takes minutes.
      if (isOthers(name))
        return linesOf(text)
          .filter((line) => lines.has(line))
          .map((line) => `${name}: ${line}`)
      const searched = withoutSpace(text)
      return spaceless.filter(([, key]) => searched.includes(key)).map(([line]) => `${name}: ${line}`)
    })
    expect(leaks).toEqual([])
  }, 120_000)

  test('names no solution, alternative or source map', () => {
    const files = filesIn(student).map((file) => relative(student, file))
    expect(
      files.filter((file) => !isOthers(file) && /solution|alternative|misconceptions.*\.ts$|\.map$/.test(file)),
    ).toEqual([])
  })

  test('is all in git but for what npm installs', async () => {
    const listed = await run('git', ['-c', 'init.defaultBranch=main', 'init', '--quiet'], student)
    expect(listed.code).toBe(0)
    const { stdout } = await run('git', ['ls-files', '--others', '--exclude-standard'], student)
    const expected = filesIn(student)
      .map((file) => relative(student, file).split(sep).join('/'))
      .filter((file) => !/^(node_modules|\.git)\//.test(file))
    rmSync(join(student, '.git'), { recursive: true })
    expect(stdout.trim().split('\n').sort()).toEqual(expected.sort())
    expect(expected).toEqual(expect.arrayContaining(['package-lock.json', '.github/workflows/grade.yml']))
  })

  test.each([
    ['list', ['list'], /exercise-1 /],
    ['hint', ['hint', exercises[0]], /hint/],
    ['update', ['update'], /All given files are up to date/],
    ['update in Chinese', ['update', '--lang', 'zh'], /所有发放的文件都是最新的/],
  ])('gives %s', async (_what, words, output) => {
    expect(await grade(student, words)).toMatchObject({ code: 0, stdout: expect.stringMatching(output) })
  })

  test('type-checks, with the stubs and with the solutions', async () => {
    const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc')
    for (const root of [student, solved])
      expect(await run(process.execPath, [tsc, '-p', root], root)).toMatchObject({ code: 0, stdout: '' })
  }, 120_000)

  test('can make a handout itself, the same but for the lock file, which takes what is newest', async () => {
    const again = join(folder, 'again')
    expect(await grade(student, ['handout', '--out', again])).toMatchObject({ code: 0 })
    const texts = (root: string): Record<string, string> =>
      Object.fromEntries(
        filesIn(root)
          .map((file) => [relative(root, file), readFileSync(file, 'base64')] as const)
          .filter(([name]) => !name.startsWith('node_modules') && name !== 'package-lock.json'),
      )
    expect(texts(again)).toEqual(texts(student))
    expect(filesIn(again).map((file) => basename(file))).toContain('package-lock.json')
  }, 120_000)
})

describe.each(exercises)('%s', (exercise) => {
  test('untouched earns 0 points, and 1 is the exit code', async () => {
    const { code, report } = await gradeJson(student, [exercise, '--only', 'quick'])
    expect({ code, score: report.score, status: report.status }).toEqual({ code: 1, score: 0, status: 'failed' })
  }, 60_000)

  test('solved earns 100 points, and 0 is the exit code', async () => {
    const { code, report } = await gradeJson(solved, [exercise])
    const lost = report.checks
      .filter(({ status }) => status !== 'passed')
      .map(({ id, status, message }) => [id, status, message.en])
    expect(lost).toEqual([])
    expect({ code, score: report.score, status: report.status }).toEqual({ code: 0, score: 100, status: 'passed' })
    writeFileSync(join(folder, `${exercise}.json`), JSON.stringify(report))
  }, 120_000)

  test('its visible tests fail untouched, with a message that teaches, and pass solved', async () => {
    const [untouched, right] = [await jest(student, exercise), await jest(solved, exercise)]
    expect(right.filter(({ status }) => status !== 'passed')).toEqual([])
    expect(right.length).toBeGreaterThan(0)
    expect(untouched).toHaveLength(right.length)
    const failed = untouched.filter(({ status }) => status === 'failed')
    expect(failed.length).toBeGreaterThan(0)
    if (leftToWrite(exercise).length > 0) expect(failed).toHaveLength(untouched.length)
    for (const { failureMessages } of failed) expect(failureMessages.join('\n')).toMatch(teaches(exercise))
  }, 60_000)
})

test('the visible tests take a helper file by the name that TypeScript has for it', async () => {
  const directory = join(updated, 'exercises', exercises[0])
  const files = {
    'rows.ts': 'export const rows = 2\n',
    'rows.test.ts': "import { rows } from './rows.js'\ntest('rows', () => expect(rows).toBe(2))\n",
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  const program = realpathSync(join(updated, 'node_modules', '.bin', 'jest'))
  const ran = await run(process.execPath, [program, 'rows'], updated)
  for (const name of Object.keys(files)) rmSync(join(directory, name))
  expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining('1 passed') })
}, 60_000)

describe('the workflow', () => {
  test('grades every exercise, and is green while nothing is begun', async () => {
    expect(await workflowStep(student, 'Grade', { GRADE_DATA: join(folder, 'no-data') })).toMatchObject({ code: 0 })
    expect(readdirSync(join(student, 'reports')).sort()).toEqual([...exercises].sort())
    const { code, stdout } = await workflowStep(student, 'Add up')
    expect(code).toBe(0)
    for (const exercise of exercises) expect(stdout).toContain(`| ${exercise} | not begun |`)
  }, 240_000)

  test('is red once an exercise is begun and lacks points', async () => {
    const [begun] = solutionFiles[0]
    appendFileSync(join(student, 'exercises', begun), '// begun\n')
    const { code, stdout } = await workflowStep(student, 'Add up')
    cpSync(join(updated, 'exercises', begun), join(student, 'exercises', begun))
    expect(code).toBe(1)
    expect(stdout).toContain(`| ${exercises[0]} | 0 of `)
  })

  test('is green where all is solved', async () => {
    for (const exercise of exercises) {
      const { code } = await grade(solved, [
        'render',
        join(folder, `${exercise}.json`),
        '--format',
        'json',
        '--out',
        join('reports', exercise),
      ])
      expect(code).toBe(0)
    }
    const { code, stdout } = await workflowStep(solved, 'Add up')
    expect(code).toBe(0)
    for (const exercise of exercises) expect(stdout).toContain(`| ${exercise} | 100 of 100 points |`)
  }, 60_000)
})

test('a new version is installed and brings its files, and no stub is touched', async () => {
  const tarball = await newerPackage()
  const [stub] = solutionFiles[0]
  const handouts = exercises.map((exercise) => join(updated, 'exercises', exercise, 'handout.en.md'))
  appendFileSync(handouts[0], 'My note.\n')
  const before = textOf(join(updated, 'exercises', stub))
  cpSync(tarball, join(updated, 'vendor', basename(tarball)))
  expect(await runNpm(['install', `./vendor/${basename(tarball)}`, '--no-audit', '--no-fund'], updated)).toMatchObject({
    code: 0,
  })
  const { code, stdout, stderr } = await grade(updated, ['update'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/-> 99\.0\.0\n/)
  expect(handouts.map((file) => textOf(file).includes('New in 99.'))).toEqual(exercises.map((_, index) => index > 0))
  expect(textOf(join(updated, 'exercises', stub))).toBe(before)
  expect(await runNpm(['ci', '--no-audit', '--no-fund'], updated)).toMatchObject({ code: 0 })
}, 240_000)

/** The packed package once more, called version 99, with a line more in each handout. */
async function newerPackage(): Promise<string> {
  const source = join(folder, 'newer')
  cpSync(join(student, 'node_modules', 'grade-descent'), source, { recursive: true })
  const packageJson = JSON.parse(textOf(join(source, 'package.json'))) as object
  writeFileSync(join(source, 'package.json'), JSON.stringify({ ...packageJson, version: '99.0.0' }))
  for (const exercise of exercises)
    appendFileSync(join(source, 'exercises', exercise, 'handout.en.md'), '\nNew in 99.\n')
  expect(await runNpm(['pack', '--ignore-scripts', '--pack-destination', folder], source)).toMatchObject({ code: 0 })
  return join(folder, 'grade-descent-99.0.0.tgz')
}

/** Imports, and the head of a loop that counts. */
const everybodys = /^import |^\} from |^for \(let (\w+) = 0; \1 < [\w.]+; \1\+\+\) \{$/

/**
 * The distinctive lines of solutions and alternatives: long ones that a student isn't given. Given are the stubs, which the solutions
 * begin as, and calls of the functions that are asked for, since visible tests call them too.
 */
function secretLines(): string[] {
  const stubs = exercises.map(stubText).join('\n')
  const calls = new Set(exercises.flatMap(callsInTests))
  const lines = exercises
    .flatMap((exercise) => [join(repository, 'solutions', exercise)])
    .flatMap(filesIn)
    .filter((file) => file.endsWith('.ts') && !relative(repository, file).includes('misconceptions'))
    .flatMap((file) => linesOf(textOf(file)))
    .filter((line) => line.length >= 30 && !everybodys.test(line) && !stubs.includes(line) && !calls.has(line))
  return [...new Set(lines)]
}

function callsInTests(exercise: string): string[] {
  const parts = functionsOf(exercise)
  const tests = filesIn(join(repository, 'exercises', exercise)).filter((file) => file.endsWith('.test.ts'))
  return tests
    .flatMap((file) => linesOf(textOf(file)))
    .filter((line) => parts.some((name) => line.includes(`${name}(`)))
}

function stubText(exercise: string): string {
  const files = solutionFiles.map(([file]) => file).filter((file) => file.startsWith(`${exercise}/`))
  return files.map((file) => textOf(join(repository, 'exercises', file))).join('\n')
}

function functionsOf(exercise: string): string[] {
  return [...stubText(exercise).matchAll(/export function (\w+)/g)].map(([, name]) => name)
}

/** None where a stub is code with errors, to be mended. */
function leftToWrite(exercise: string): string[] {
  return [...stubText(exercise).matchAll(/todo\('(\w+)'/g)].map(([, name]) => name)
}

/** A stub says which function is to be written; code with errors shows what was expected, or must be, and what came. */
function teaches(exercise: string): RegExp {
  const names = leftToWrite(exercise)
  return names.length > 0
    ? new RegExp(`\\b(${names.join('|')}) is still to be written`)
    : /expected|must be .*; got|entries of the gradient are wrong/i
}

interface Assertion {
  status: string
  failureMessages: string[]
}

async function jest(root: string, exercise: string): Promise<Assertion[]> {
  const output = join(folder, 'jest.json')
  const program = realpathSync(join(root, 'node_modules', '.bin', 'jest'))
  const ran = await run(process.execPath, [program, `${exercise}/`, '--json', '--outputFile', output], root, {
    GRADE_LANG: 'en',
  })
  const { testResults } = JSON.parse(textOf(output)) as {
    testResults: { message: string; assertionResults: Assertion[] }[]
  }
  rmSync(output)
  for (const { message, assertionResults } of testResults)
    if (assertionResults.length === 0) throw new Error(`a visible test of ${exercise} does not run: ${message}`)
  const assertions = testResults.flatMap(({ assertionResults }) => assertionResults)
  expect(ran.code).toBe(assertions.every(({ status }) => status === 'passed') ? 0 : 1)
  return assertions
}

interface Ran {
  code: number
  stdout: string
  stderr: string
}

function run(file: string, words: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', LANG: 'en_US.UTF-8', LC_ALL: '', ...environment }
    execFile(file, [...words], { cwd, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr })
    })
  })
}

function runNpm(words: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const [file, first] = npm.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  return run(file, [...first, ...words], cwd, environment)
}

function grade(root: string, words: readonly string[]): Promise<Ran> {
  return runNpm(['run', '--silent', 'grade', '--', ...words], root)
}

async function gradeJson(root: string, words: readonly string[]): Promise<{ code: number; report: Report }> {
  const { code, stdout } = await grade(root, [...words, '--format', 'json'])
  return { code, report: validateReport(JSON.parse(stdout), 'stdout') }
}

/** Runs a step of the student's workflow, as a runner of GitHub does. */
function workflowStep(root: string, name: string, environment: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const workflow = textOf(join(root, '.github', 'workflows', 'grade.yml'))
  const step = workflow.split(/^ {6}- /m).find((text) => text.startsWith(`name: ${name}\n`))
  const script = step?.split(/^ {8}run: \|\n/m)[1]?.replace(/^ {10}/gm, '')
  if (step === undefined || script === undefined) throw new Error(`the workflow has no step ${name} with a script`)
  const [program, ...words] = step.includes('shell: node {0}') ? [process.execPath] : ['bash', '-eo', 'pipefail']
  const file = join(folder, 'step.cjs')
  writeFileSync(file, script)
  return run(program, [...words, file], root, environment)
}

/** Whether a file came with a package that isn't ours. */
function isOthers(name: string): boolean {
  return name.startsWith(`node_modules${sep}`) && !name.startsWith(join('node_modules', 'grade-descent') + sep)
}

/** A tarball's files are looked into as well. */
function textWithin(file: string): string {
  return file.endsWith('.tgz') ? gunzipSync(readFileSync(file)).toString('utf8') : textOf(file)
}

function textOf(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim())
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '')
}

function filesIn(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
