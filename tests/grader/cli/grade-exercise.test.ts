import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { folderWith, gradeJson, repository, runGrade } from '../../support/run-grade.ts'

const solution = readFileSync(join(repository, 'solutions/exercise-1-activations/activations.ts'), 'utf8')

describe('grade <exercise>', () => {
  test('gives the solution of exercise 3 every point, exit code 0', async () => {
    const { code, report } = await gradeJson(['exercise-3', '--submission', 'solutions'])
    expect(report.checks.filter(({ status }) => status !== 'passed')).toEqual([])
    expect([report.score, report.maxScore, report.status, code]).toEqual([100, 100, 'passed', 0])
  })

  test('gives the stub no points, exit code 1, and one message a part', async () => {
    const { code, report } = await gradeJson(['exercise-3'])
    expect([report.score, report.maxScore, code]).toEqual([0, 100, 1])
    const told = report.checks.filter(({ status }) => status !== 'blocked')
    expect(new Set(told.map(({ status }) => status))).toEqual(new Set(['not-attempted']))
    expect(new Set(told.map(({ part }) => part)).size).toBe(told.length)
    expect(
      report.checks.every(({ status, waitsFor }) => status !== 'blocked' || told.some(({ id }) => id === waitsFor)),
    ).toBe(true)
  })

  test('offline without data the accuracy check is inconclusive, and the rest decides', async () => {
    const data = folderWith({})
    const { code, report } = await gradeJson(['3', '--submission', 'solutions', '--offline', '--data', data])
    const accuracy = report.checks.find(({ kind }) => kind === 'accuracy')
    expect(accuracy?.status).toBe('inconclusive')
    expect([report.score, report.maxScore, report.inconclusivePoints, code]).toEqual([85, 85, 15, 0])
    expect(report.data).toBe('drawn')
    expect(report.notes.length).toBeGreaterThan(0)
  })

  test('prints nothing but the report on stdout, and renders it again byte for byte', async () => {
    const submission = folderWith({ 'activations.ts': solution.replace('Math.exp(-', 'Math.exp(') })
    const { stdout } = await gradeJson(['1', '--submission', submission])
    const folder = folderWith({ 'report.json': stdout })
    const direct = await runGrade([
      '1',
      '--submission',
      submission,
      '--format',
      'json',
      'html',
      'terminal',
      '--out',
      folder,
    ])
    expect([direct.code, direct.stdout]).toEqual([1, ''])
    const saved = join(folder, 'report.json')
    for (const [format, file] of [
      ['terminal', 'report.txt'],
      ['html', 'report.html'],
    ]) {
      const again = await runGrade(['render', saved, '--format', format])
      expect([again.code, again.stderr]).toEqual([0, ''])
      expect(again.stdout).toBe(readFileSync(join(folder, file), 'utf8'))
    }
  })

  test('--only quick leaves the slow checks out and says so', async () => {
    const { code, report } = await gradeJson(['3', '--submission', 'solutions', '--only', 'quick'])
    expect([report.score, report.maxScore, report.inconclusivePoints, code]).toEqual([80, 80, 20, 0])
    expect(report.notes.map(({ en }) => en).join()).toContain('--only quick')
  })

  test('--seed and --case run just the case that a report names, and find the same again', async () => {
    const submission = folderWith({ 'activations.ts': solution.replaceAll('1 - ', '2 - ') })
    const { report } = await gradeJson(['1', '--submission', submission])
    const failed = report.checks.find(({ reproduce }) => reproduce !== null)
    const words = failed?.reproduce?.replace('npm run grade -- ', '').split(' ') ?? []
    const again = await gradeJson(words)
    expect(again.report.checks.map(({ id, status, message }) => [id, status, message])).toEqual([
      [failed?.id, 'failed', failed?.message],
    ])
    expect(again.code).toBe(1)
  })

  test('the same files meet the same cases; a secret changes them and stays out of the report', async () => {
    const plain = await gradeJson(['1', '--submission', 'solutions'])
    const again = await gradeJson(['1', '--submission', 'solutions'])
    const secret = await gradeJson(['1', '--submission', 'solutions'], { env: { GRADE_SECRET: 'spring term' } })
    expect(again.report.seed).toBe(plain.report.seed)
    expect(secret.report.seed).not.toBe(plain.report.seed)
    expect(secret.stdout).not.toContain('spring term')
  })

  test('finds the submission in the folder, in its exercise folder, and in exercises/', async () => {
    for (const place of ['', 'exercise-1-activations/', 'exercises/exercise-1-activations/']) {
      const cwd = folderWith({ [`${place}activations.ts`]: solution })
      const { report, code } = await gradeJson(['exercise-1-activations'], { cwd })
      expect([report.score, code]).toEqual([100, 0])
    }
  })
})

describe('wrong usage', () => {
  test('an unknown exercise is named with the nearest one, exit code 2', async () => {
    const { code, stdout, stderr } = await runGrade(['exercise-33'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('exercise-33')
    expect(stderr).toContain('exercise-3')
  })

  test.each([
    [['3', '--submission', '/nowhere/at/all'], '--submission'],
    [['3', '--format', 'pdf'], 'json'],
    [['3', '--format', 'terminal', 'html'], '--out'],
    [['3', '--seed', 'not hex'], '--seed'],
    [['1', '--case', 'nothing/0'], 'sigmoid-values/0'],
    [['1', '--isolation', 'os'], '--isolation process'],
    [['1', '--secret-file', '/nowhere'], '/nowhere'],
    [['1', '--sead', '00'], 'sead'],
    [['hint', '1', 'sigmoit'], 'sigmoid'],
    [['render', 'package.json'], 'package.json'],
    [['render', 'nothing.json'], 'nothing.json'],
    [['data', 'fetsh'], 'fetch'],
  ])('%j: exit code 2, and what to do', async (words, told) => {
    const { code, stdout, stderr } = await runGrade(words)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(told)
    expect(stderr).not.toMatch(/^ {4}at /m)
  })

  test('once JSON is asked for, wrong usage still gives a valid report', async () => {
    const { code, report } = await gradeJson(['exercise-99'])
    expect([code, report.status, report.score]).toEqual([2, 'error', null])
    expect(report.error?.code).toBe('unknown-exercise')
    const several = await gradeJson(['3', '--format', 'html'])
    expect([several.code, several.report.error?.code]).toEqual([2, 'out-missing'])
  })
})

describe('other commands', () => {
  test('list names the exercises and their functions', async () => {
    const { code, stdout } = await runGrade(['list'])
    expect(code).toBe(0)
    expect(stdout).toContain('exercise-3  Back-propagation')
    expect(stdout).toContain('softmaxBackward')
  })

  test('hint gives three hints, from a nudge on', async () => {
    const hints = await Promise.all(
      ['1', '2', '3'].map((number) => runGrade(['hint', '3', 'denseBackward', '--number', number])),
    )
    expect(hints.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(new Set(hints.map(({ stdout }) => stdout)).size).toBe(3)
    const chinese = await runGrade(['hint', '3', 'denseBackward', '--lang', 'zh'])
    expect(chinese.stdout).toMatch(/[\u4e00-\u9fff]/)
  })

  test('doctor really runs a function in a child', async () => {
    const { code, stdout } = await runGrade(['doctor'])
    expect(code).toBe(0)
    expect(stdout).toContain('bundler and child process work')
  })

  test('help and version exit with 0, no command with 2', async () => {
    const [help, version, commandHelp, none] = await Promise.all(
      [['--help'], ['--version'], ['hint', '--help'], []].map((words) => runGrade(words)),
    )
    expect([help.code, version.code, commandHelp.code, none.code]).toEqual([0, 0, 0, 2])
    expect(help.stdout).toContain('grade calibrate')
    expect(version.stdout.trim()).toMatch(/^\d+\.\d+\.\d+$/)
    expect(commandHelp.stdout).toContain('--number')
  })
})
