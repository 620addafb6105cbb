import { readdirSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { folderWith, runGrade } from '../../support/run-grade.ts'

// What is refused, before anything is packed; that a handout works is proved by tests/long/package/handout.test.ts.

describe('grade handout refuses', () => {
  test.each([
    ['no folder', [], /--out DIR/],
    [
      'an exercise that there is not',
      ['--out', 'new', '--exercise', 'exercise-99'],
      /no exercise called "exercise-99"/,
    ],
    ['a word too many', ['somewhere', '--out', 'new'], /somewhere/],
  ])('%s', async (_what, words, message) => {
    const { code, stderr } = await runGrade(['handout', ...words], { cwd: folderWith({}) })
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  })

  test.each([
    ['that is not empty', { 'thesis.md': 'mine' }, /isn't empty \(it holds thesis\.md\)/],
    ['that is a handout', { '.grade-descent/manifest.json': '{}' }, /is a handout already.*update/],
  ])('a folder %s, and leaves it as it is', async (_what, files, message) => {
    const out = folderWith(files as Record<string, string>)
    const before = readdirSync(out)
    const { code, stderr } = await runGrade(['handout', '--out', out])
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
    expect(readdirSync(out)).toEqual(before)
  })

  test('a file in place of the folder', async () => {
    const { code, stderr } = await runGrade(['handout', '--out', 'file'], { cwd: folderWith({ file: '' }) })
    expect(code).toBe(2)
    expect(stderr).toMatch(/file can't be used as a folder/)
  })
})
