import { execFile } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { manifestPath, manifestText } from '../../../grader/cli/handout/manifest.ts'
import { folderWith, repository, runGrade, type Ran } from '../../support/run-grade.ts'

// Two installed versions: the built command, and a copy of it with other files. An empty manifest makes a folder a
// student's repository that has nothing yet.

const empty = manifestText({ schemaVersion: 1, version: '0.0.1', exercises: 'all', files: {} })
const folder = readdirSync(join(repository, 'exercises')).filter((name) => name.startsWith('exercise-'))[0]
const handout = `exercises/${folder}/handout.en.md`
let newer: string
let stub: string
let root: string

beforeAll(() => {
  newer = newerVersion()
  change(newer, handout, (text) => text.replace(/\n*$/, '\n\nNew in 99.\n'))
})

afterAll(() => rmSync(newer, { recursive: true, force: true }))

beforeEach(async () => {
  root = folderWith({ [manifestPath]: empty })
  expect((await runGrade(['update'], { cwd: root })).code).toBe(0)
  const { files } = JSON.parse(read(manifestPath)) as { files: Record<string, { kind: string }> }
  stub = Object.keys(files).find((path) => files[path].kind === 'written') ?? ''
})

describe('grade update', () => {
  test('adds what a repository lacks, and has nothing more to say the second time', async () => {
    expect(readdirSync(join(root, 'exercises')).length).toBeGreaterThan(0)
    const { stdout } = await runGrade(['update'], { cwd: root })
    expect(stdout).toContain('All given files are up to date.')
  })

  test('replaces what is untouched', async () => {
    const { code, stdout } = await runNewer(['update'])
    expect(code).toBe(0)
    expect(stdout).toContain(`replaced  ${handout}  +2 -0`)
    expect(read(handout)).toContain('New in 99.')
    expect((JSON.parse(read(manifestPath)) as { version: string }).version).toBe('99.0.0')
  })

  test('keeps what the student changed', async () => {
    appendFileSync(join(root, handout), 'My note.\n')
    const before = read(handout)
    const { code, stdout } = await runNewer(['update'])
    expect(code).toBe(0)
    expect(stdout).toContain(`kept      ${handout}`)
    expect(read(handout)).toBe(before)
  })

  test('never touches a stub, and tells how a function is asked for now', async () => {
    const before = read(stub)
    const name = /export function (\w+)\(/.exec(before)?.[1] ?? ''
    change(newer, stub, (text) => text.replace(`export function ${name}(`, `export function ${name}(extra: string, `))
    const { stdout } = await runNewer(['update'])
    expect(read(stub)).toBe(before)
    expect(stdout).toMatch(new RegExp(`kept +${stub}[^]*\\+ ${name}\\(extra: string, `))
    change(newer, stub, () => before)
  })

  test('with --dry-run tells and writes nothing; --diff shows the lines', async () => {
    const before = [read(handout), read(manifestPath)]
    rmSync(join(root, 'README.md'))
    const { code, stdout } = await runNewer(['update', '--dry-run', '--diff'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/put back {2}README\.md[^]*\+New in 99\.[^]*2 files would be written/)
    expect([read(handout), read(manifestPath)]).toEqual(before)
    expect(readdirSync(root)).not.toContain('README.md')
  })

  test('follows no link', async () => {
    const elsewhere = folderWith({ 'mine.md': 'mine' })
    rmSync(join(root, handout))
    symlinkSync(join(elsewhere, 'mine.md'), join(root, handout))
    const { code, stdout } = await runNewer(['update'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/kept .*handout\.en\.md\n +It is a link/)
    expect(readFileSync(join(elsewhere, 'mine.md'), 'utf8')).toBe('mine')
  })

  test.each([
    ['no manifest', null, /has no \.grade-descent\/manifest\.json/],
    ['a damaged manifest', '{ "schemaVersion": 1', /is damaged: it isn't JSON/],
    ['files of a newer version', empty.replace('0.0.1', '100.0.0'), /are of grade-descent 100\.0\.0.*npm ci/],
  ])('changes nothing where there is %s', async (_what, manifest, message) => {
    if (manifest === null) rmSync(join(root, manifestPath))
    else writeFileSync(join(root, manifestPath), manifest)
    const before = read(handout)
    const { code, stderr } = await runNewer(['update'])
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
    expect(read(handout)).toBe(before)
  })

  test('takes no manifest by a link', async () => {
    const elsewhere = folderWith({ 'manifest.json': read(manifestPath) })
    rmSync(join(root, manifestPath))
    symlinkSync(join(elsewhere, 'manifest.json'), join(root, manifestPath))
    expect(await runNewer(['update'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('links are not followed'),
    })
  })
})

/** A copy of what a student installs, called version 99. */
function newerVersion(): string {
  const copy = folderWith({})
  for (const part of ['dist', 'exercises']) {
    const filter = (path: string): boolean => !/dist.(types|kernels)/.test(path)
    cpSync(join(repository, part), join(copy, part), { recursive: true, filter })
  }
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'), 'junction')
  const packageJson = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as object
  writeFileSync(join(copy, 'package.json'), JSON.stringify({ ...packageJson, version: '99.0.0' }))
  return copy
}

function runNewer(words: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const env = { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '', NO_COLOR: '1' }
    execFile(
      process.execPath,
      [join(newer, 'dist', 'grade.mjs'), ...words],
      { cwd: root, env },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })
}

function change(base: string, path: string, edit: (text: string) => string): void {
  const file = join(base, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, edit(readFileSync(file, 'utf8')))
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
