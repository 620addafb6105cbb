import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { exerciseId } from '../../../../grader/course/course-folders.ts'
import type { Exercise } from '../../../../grader/exercise.ts'
import type { LoadedExercise } from '../../../../grader/grade-submission.ts'
import { ownFilesOf } from '../../../../grader/own-files.ts'
import { handoutFiles, manifestOf, type HandoutFiles } from '../../../../grader/cli/handout/handout-files.ts'
import { hashOf } from '../../../../grader/cli/handout/manifest.ts'
import { exercises, exercisesFolder } from '../../../exercises/handout-blocks.ts'
import { repository } from '../../../support/run-grade.ts'

let loaded: LoadedExercise[]
let files: HandoutFiles

beforeAll(async () => {
  loaded = await Promise.all(
    exercises.map(async (folder) => {
      const { default: exercise } = (await import(join(exercisesFolder, folder, 'exercise.ts'))) as {
        default: Exercise
      }
      return { ...exercise, id: exerciseId(folder), folder }
    }),
  )
  files = handoutFiles({ directory: repository, compiled: '' }, loaded)
})

describe.each(exercises)('of %s', (folder) => {
  const under = (): string[] => [...files.keys()].filter((path) => path.startsWith(`exercises/${folder}/`))

  test('a student gets the stubs, the handouts and the visible tests as they are', () => {
    const exercise = loaded.find((one) => one.folder === folder) as LoadedExercise
    const tests = readdirSync(join(exercisesFolder, folder)).filter((name) => name.endsWith('.test.ts'))
    expect(tests.length).toBeGreaterThan(0)
    const expected = [...ownFilesOf(exercise), ...tests, 'handout.en.md', 'handout.zh.md']
    expect(under()).toEqual(expect.arrayContaining(expected.map((name) => `exercises/${folder}/${name}`)))
    for (const path of under()) {
      expect(files.get(path)?.text).toBe(readFileSync(join(repository, path), 'utf8'))
      const isStub = ownFilesOf(exercise).some((name) => path.endsWith(`/${name}`))
      expect([path, files.get(path)?.kind]).toEqual([path, isStub ? 'written' : 'given'])
    }
  })

  test('nothing that defines it is given', () => {
    expect(under().filter((path) => /exercise\.ts$|hints|checks|calibration/.test(path))).toEqual([])
  })

  test('both READMEs lead to its handout and to every file to write', () => {
    for (const readme of ['README.md', 'README.zh.md']) {
      const links = [...(files.get(readme)?.text ?? '').matchAll(/\]\((exercises\/[^)]*)\)/g)].map(([, link]) => link)
      for (const link of links) expect(files.has(link)).toBe(true)
      const written = under().filter((path) => files.get(path)?.kind === 'written')
      const handout = `exercises/${folder}/handout.${readme === 'README.md' ? 'en' : 'zh'}.md`
      expect(links).toEqual(expect.arrayContaining([handout, ...written]))
    }
  })
})

test('the READMEs have no hole, and the same commands in the same order', () => {
  const [english, chinese] = ['README.md', 'README.zh.md'].map((name) => files.get(name)?.text ?? '')
  expect(english + chinese).not.toMatch(/\{\{|undefined|\[object/)
  const commands = (text: string): string[] =>
    [...text.matchAll(/^```sh\n([^]*?)^```/gm)]
      .flatMap(([, block]) => block.split('\n'))
      .map((line) => line.split(' #')[0].trim())
  expect(commands(chinese)).toEqual(commands(english))
})

test('the manifest has the hash of every file', () => {
  const manifest = manifestOf(files, 'all')
  expect(Object.keys(manifest.files).sort()).toEqual([...files.keys()].sort())
  for (const [path, { kind, text }] of files) expect(manifest.files[path]).toMatchObject({ kind, sha256: hashOf(text) })
})
