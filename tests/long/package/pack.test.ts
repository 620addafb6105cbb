import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Report } from '../../../grader/report.ts'
import { validateReport } from '../../../reports/validate-report.ts'

// The student edition: what `npm pack` makes of the tree as it was built, installed into an empty project with an empty npm cache.

const repository = join(__dirname, '..', '..', '..')
const npm = process.env.npm_execpath ?? ''
const project = realpathSync(mkdtempSync(join(tmpdir(), 'grade-descent-student-')))
const cache = realpathSync(mkdtempSync(join(tmpdir(), 'grade-descent-npm-cache-')))
const installed = join(project, 'node_modules', 'grade-descent')

beforeAll(async () => {
  await runNpm(['pack', '--ignore-scripts', '--pack-destination', project], repository)
  const [tarball] = readdirSync(project).filter((name) => name.endsWith('.tgz'))
  write('package.json', JSON.stringify({ private: true, type: 'module', jest: { preset: 'grade-descent' } }))
  await runNpm(['install', `./${tarball}`, '--cache', cache, '--no-audit', '--no-fund'], project)
  for (const folder of readdirSync(join(installed, 'exercises'))) {
    cpSync(join(installed, 'exercises', folder), join(project, folder), { recursive: true })
  }
  console.log(
    `the package: ${megabytes(statSync(join(project, tarball)).size)}; ` +
      `a student's install downloads ${megabytes(sizeOf(tarballsIn(cache)))} and takes ${megabytes(sizeOf(filesIn(join(project, 'node_modules'))))}`,
  )
}, 300_000)

afterAll(() => {
  for (const folder of [project, cache]) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})

describe('the student edition', () => {
  test('holds no line of a solution or of the engine', () => {
    const given = filesIn(join(repository, 'exercises'))
      .filter((file) => !isDefinition(file))
      .map(textOf)
      .join('\n')
    const secret = ['solutions', 'reference-engine']
      .flatMap((folder) => filesIn(join(repository, folder)))
      .flatMap((file) => textOf(file).split('\n'))
      .map((line) => line.trim())
      .filter((line) => line.length >= 30 && !given.includes(line))
    expect(secret.length).toBeGreaterThan(2000)
    const texts = filesIn(installed).map((file) => [relative(installed, file), textOf(file)] as const)
    const leaks = [...new Set(secret)].flatMap((line) =>
      texts.filter(([, text]) => text.includes(line)).map(([file]) => `${file}: ${line}`),
    )
    expect(leaks).toEqual([])
  })

  test('holds no sources, source maps or solutions', () => {
    const files = filesIn(installed).map((file) => relative(installed, file))
    expect(files.filter((file) => /\.map$|solution|alternative/.test(file))).toEqual([])
    expect(files.filter((file) => file.endsWith('.ts') && !/^(exercises|dist.types)/.test(file))).toEqual([])
    expect(files.filter(isDefinition)).toEqual([])
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'package.json', join('reports', 'report.schema.json')]))
  })

  test('grades, names a misconception, and calls it practice', async () => {
    const folder = 'exercise-3-backprop'
    plant(
      join(folder, 'backprop.ts'),
      'denseBackward',
      `const dX = matMul(dOut, transpose(parameters.weights))
       return { dX, gradients: { weights: matMul(transpose(x), dOut), bias: mean(dOut, 0) } }`,
      ['matMul', 'mean', 'transpose'],
    )
    const words = ['exercise-3', '--submission', folder, '--only', 'quick', '--format', 'json']
    const { code, stdout } = await runGrade(words)
    expect(code).toBe(1)
    const report: Report = validateReport(JSON.parse(stdout), 'stdout')
    expect(report.authority).toBe('practice')
    const diagnoses = report.checks.flatMap(({ diagnosis }) => (diagnosis === null ? [] : [diagnosis.id]))
    expect(diagnoses).toEqual(['bias-gradient-averaged'])
  }, 60_000)

  test.each([
    ['list', ['list'], /exercise-1 .*\n[^]*exercise-3/],
    ['a hint', ['hint', '1', 'sigmoid'], /./],
    ['the state of the data', ['data', 'status', '--data', 'no-data'], /CIFAR-10/],
  ])('gives %s', async (_what, words, output) => {
    const { code, stdout, stderr } = await runGrade([...words, '--lang', 'en'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(output)
  })

  test('runs the visible tests with the jest that it brings', async () => {
    const folder = 'exercise-1-activations'
    plant(join(folder, 'activations.ts'), 'relu', 'return maximum(x, 0)', ['maximum'])
    await run(process.execPath, [bin('jest'), folder, '--json', '--outputFile', 'jest.json'], project)
    const results = JSON.parse(textOf(join(project, 'jest.json'))) as {
      testResults: { assertionResults: { status: string; ancestorTitles: string[]; failureMessages: string[] }[] }[]
    }
    const seen = results.testResults.flatMap(({ assertionResults }) => assertionResults)
    const passed = seen.filter(({ status }) => status === 'passed').map(({ ancestorTitles }) => ancestorTitles[0])
    expect(passed).toEqual(['relu'])
    const failures = seen.filter(({ status }) => status === 'failed')
    expect(failures.length).toBeGreaterThan(8)
    for (const { failureMessages } of failures) expect(failureMessages[0]).toMatch(/still to be written|尚未|还没/)
  }, 60_000)

  test.each([
    ['nodenext', 'nodenext', 'module'],
    ['nodenext', 'nodenext', 'commonjs'],
    ['esnext', 'bundler', 'module'],
  ])(
    'type-checks with module %s, resolution %s, in a project of type %s',
    async (module, moduleResolution, type) => {
      write('package.json', JSON.stringify({ private: true, type, jest: { preset: 'grade-descent' } }))
      const options = {
        strict: true,
        noEmit: true,
        allowImportingTsExtensions: true,
        target: 'es2023',
        types: ['node'],
      }
      write(
        'tsconfig.json',
        JSON.stringify({ compilerOptions: { ...options, module, moduleResolution }, include: ['exercise-*/**/*'] }),
      )
      const { stdout } = await run(process.execPath, [join(repository, 'node_modules/typescript/bin/tsc')], project)
      expect(stdout).toBe('')
    },
    60_000,
  )
})

interface Ran {
  code: number
  stdout: string
  stderr: string
}

function run(file: string, words: readonly string[], cwd: string): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', LANG: 'en_US.UTF-8' }
    execFile(file, [...words], { cwd, env, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr })
    })
  })
}

async function runNpm(words: readonly string[], cwd: string): Promise<void> {
  const [file, first] = npm.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const { code, stderr } = await run(file, [...first, ...words], cwd)
  if (code !== 0) throw new Error(`npm ${words.join(' ')} failed in ${cwd}:\n${stderr}`)
}

/** The program that a package's bin points to. */
function bin(name: string): string {
  return realpathSync(join(project, 'node_modules', '.bin', name))
}

function runGrade(words: readonly string[]): Promise<Ran> {
  return run(process.execPath, [bin('grade-descent'), ...words], project)
}

/** Replaces the body of a function of a stub. */
function plant(file: string, name: string, body: string, imports: readonly string[]): void {
  const path = join(project, file)
  const todo = new RegExp(`return todo\\('${name}'.*`)
  expect(textOf(path)).toMatch(todo)
  const source = textOf(path).replace(todo, () => body)
  writeFileSync(path, `import { ${imports.join(', ')} } from 'grade-descent/student'\n${source}`)
}

function write(file: string, text: string): void {
  writeFileSync(join(project, file), text)
}

function textOf(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** What of an exercise a student doesn't get. */
function isDefinition(file: string): boolean {
  return /exercises.[^/\\]+.(exercise\.ts$|hints\.ts$|checks[/\\])/.test(file)
}

/** npm's cache keeps each tarball as it came. */
function tarballsIn(folder: string): string[] {
  return filesIn(join(folder, '_cacache', 'content-v2')).filter((file) => {
    const [first, second] = readFileSync(file)
    return first === 0x1f && second === 0x8b
  })
}

function sizeOf(files: readonly string[]): number {
  return files.reduce((total, file) => total + statSync(file).size, 0)
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
