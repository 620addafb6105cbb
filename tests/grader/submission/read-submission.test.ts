import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  readSubmission,
  resolveSubmissionFolder,
  SubmissionFolderError,
} from '../../../grader/submission/read-submission.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grade descent 提交-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, text: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

describe('readSubmission', () => {
  test('reads the own files and what they import, nothing else', async () => {
    write('backprop.ts', "import { a } from './a.js'\nimport b from './deep/b'\nexport * from '../outside.ts'\n")
    write('a.ts', "import './c.ts'\n")
    write('c.ts', '')
    write('deep/b/index.ts', "export * from '../d.js'\n")
    write('deep/d.js', '')
    write('unused.ts', '')
    write('data.json', '{}')
    const submission = await readSubmission(folder, ['backprop.ts', 'more.ts'])
    expect([...submission.files.keys()]).toEqual(['a.ts', 'backprop.ts', 'c.ts', 'deep/b/index.ts', 'deep/d.js'])
    expect(submission.missing).toEqual(['more.ts'])
    expect(submission.refused.size).toBe(0)
  })

  test('line ends and the mark at the beginning count for nothing, the text does', async () => {
    write('a.ts', 'let a = 1\nlet b = 2\n')
    const unix = await readSubmission(folder, ['a.ts'])
    write('a.ts', '\ufefflet a = 1\r\nlet b = 2\r\n')
    const windows = await readSubmission(folder, ['a.ts'])
    write('a.ts', Buffer.from('\ufefflet a = 1\r\nlet b = 2\r\n', 'utf16le'))
    const utf16 = await readSubmission(folder, ['a.ts'])
    write('a.ts', 'let a = 1\nlet b = 3\n')
    const changed = await readSubmission(folder, ['a.ts'])
    expect(windows.sha256).toBe(unix.sha256)
    expect(utf16.sha256).toBe(unix.sha256)
    expect(windows.files.get('a.ts')).toBe('let a = 1\nlet b = 2\n')
    expect(changed.sha256).not.toBe(unix.sha256)
  })

  test('the path is relative to where the report is made', async () => {
    write('work/a.ts', '')
    expect((await readSubmission(join(folder, 'work'), ['a.ts'], { relativeTo: folder })).path).toBe('work')
    expect((await readSubmission(folder, ['a.ts'], { relativeTo: folder })).path).toBe('.')
  })

  test('sources of more than 256 kB are refused, by name', async () => {
    write('a.ts', 'x'.repeat(200_000))
    write('b.ts', 'x'.repeat(200_000))
    const submission = await readSubmission(folder, ['a.ts', 'b.ts'])
    expect([...submission.files.keys()]).toEqual(['a.ts'])
    expect(submission.refused.get('b.ts')?.text.en).toContain('256 kB')
    expect(submission.missing).toEqual([])
  })

  const posixTest = process.platform === 'win32' ? test.skip : test

  posixTest('a link out of the folder, a FIFO and a device are refused without being opened', async () => {
    symlinkSync('/etc/passwd', join(folder, 'link.ts'))
    symlinkSync('/dev/zero', join(folder, 'device.ts'))
    execFileSync('mkfifo', [join(folder, 'fifo.ts')])
    mkdirSync(join(folder, 'inner'))
    symlinkSync('/etc', join(folder, 'inner/etc'))
    write('a.ts', "import './inner/etc/passwd.ts'\nimport './link'\n")
    const submission = await readSubmission(folder, ['a.ts', 'link.ts', 'device.ts', 'fifo.ts'])
    expect([...submission.files.keys()]).toEqual(['a.ts'])
    expect([...submission.refused.keys()].sort()).toEqual(['device.ts', 'fifo.ts', 'link.ts'])
    expect(submission.refused.get('link.ts')?.text.en).toContain('leads out')
    expect(submission.refused.get('fifo.ts')?.text.en).toContain('not an ordinary file')
  })

  posixTest('a link inside the folder is followed', async () => {
    write('real.ts', 'export const x = 1\n')
    symlinkSync('real.ts', join(folder, 'a.ts'))
    expect((await readSubmission(folder, ['a.ts'])).files.get('a.ts')).toBe('export const x = 1\n')
  })

  test('thousands of imports come to an end', async () => {
    for (let index = 0; index < 300; index++) write(`h${index}.ts`, `import './h${index + 1}.ts'\n`)
    write('a.ts', `import './h0.ts'\n${Array.from({ length: 9000 }, (_, index) => `import './n${index}'`).join('\n')}`)
    expect((await readSubmission(folder, ['a.ts'])).files.size).toBeLessThanOrEqual(100)
  })

  test('a folder that is not there, or is a file, is an error of usage', async () => {
    write('file', '')
    await expect(readSubmission(join(folder, 'nowhere'), ['a.ts'])).rejects.toThrow(SubmissionFolderError)
    await expect(readSubmission(join(folder, 'file'), ['a.ts'])).rejects.toThrow(/it is a file/)
  })
})

describe('resolveSubmissionFolder', () => {
  const name = 'exercise-3-backprop'
  const files = ['backprop.ts', 'more.ts']

  test('the first folder that holds one of the files, in the order of the design', async () => {
    write(`exercises/${name}/backprop.ts`, '')
    expect(await resolveSubmissionFolder(folder, name, files)).toBe(join(folder, 'exercises', name))
    write(`${name}/more.ts`, '')
    expect(await resolveSubmissionFolder(folder, name, files)).toBe(join(folder, name))
    write('backprop.ts', '')
    expect(await resolveSubmissionFolder(folder, name, files)).toBe(folder)
  })

  test('without any file: the exercise folder, else the folder itself', async () => {
    expect(await resolveSubmissionFolder(folder, name, files)).toBe(folder)
    mkdirSync(join(folder, name))
    expect(await resolveSubmissionFolder(folder, name, files)).toBe(join(folder, name))
  })

  test('a folder that is not there is an error that names it', async () => {
    await expect(resolveSubmissionFolder(join(folder, 'nowhere'), name, files)).rejects.toThrow(
      /nowhere.*no such folder/,
    )
  })
})
