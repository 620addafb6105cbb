import { expect, test } from '@jest/globals'
import { markdownTable } from '../../../grader/course-check/table.ts'

test('a table lines up its columns', () => {
  expect(
    markdownTable(
      ['exercise', 'n'],
      [
        ['a', '1'],
        ['exercise-10', '200'],
      ],
    ),
  ).toEqual([
    '| exercise    | n   |', //
    '| ----------- | --- |',
    '| a           | 1   |',
    '| exercise-10 | 200 |',
  ])
})
