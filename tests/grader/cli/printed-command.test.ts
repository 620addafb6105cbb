import { expect, test } from '@jest/globals'
import { printedCommand } from '../../../grader/cli/printed-command.ts'
import { folderWith, repository, runGrade } from '../../support/run-grade.ts'

test.each([
  ['a script of that name', { 'package.json': '{"scripts":{"grade":"grade"}}' }, 'npm run grade --'],
  ['no script', { 'package.json': '{}' }, 'npx grade-descent'],
  ['a broken package.json', { 'package.json': '{' }, 'npx grade-descent'],
  ['no package.json', {}, 'npx grade-descent'],
])('where there is %s: %j gives %s', (_, files, command) => {
  expect(printedCommand(folderWith(files as Record<string, string>))).toBe(command)
})

test('an error message prints the command as it works where the reader stands', async () => {
  const words = ['data', 'pack', '--data', folderWith({})]
  const [here, elsewhere] = await Promise.all([repository, folderWith({})].map((cwd) => runGrade(words, { cwd })))
  expect([here.code, elsewhere.code]).toEqual([2, 2])
  expect(here.stderr).toContain('`npm run grade -- data fetch`')
  expect(elsewhere.stderr).toContain('`npx grade-descent data fetch`')
})
