import { expect, test } from '@jest/globals'
import { outsideNote } from '../../../../grader/cli/handout/outside-note.ts'
import { folderWith } from '../../../support/run-grade.ts'

const asking = (field: string, from: unknown): string => JSON.stringify({ [field]: { 'grade-descent': from } })

test.each([
  ['a file beside it', asking('dependencies', 'file:vendor/grade-descent-0.1.0.tgz')],
  ['a version', asking('dependencies', '^0.1.0')],
  ['nothing', '{}'],
  ['something else', asking('dependencies', 7)],
  ['what npm itself will complain of', '{'],
])('nothing is said where package.json asks for %s', (_what, text) => {
  expect(outsideNote(folderWith({ 'package.json': text }))).toBeNull()
})

test('nothing is said where there is no package.json', () => {
  expect(outsideNote(folderWith({}))).toBeNull()
})

test.each(['dependencies', 'devDependencies'])('a package outside of the repository is told, in %s', (field) => {
  const note = outsideNote(folderWith({ 'package.json': asking(field, 'file:../Downloads/new.tgz') }))
  for (const text of [note?.en, note?.zh]) {
    expect(text).toContain('../Downloads/new.tgz')
    expect(text).toContain('vendor/')
  }
})
