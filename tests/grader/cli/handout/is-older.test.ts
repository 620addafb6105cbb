import { expect, test } from '@jest/globals'
import { isOlder } from '../../../../grader/cli/handout/is-older.ts'

const ascending = [
  '0.1.0',
  '0.2.0-alpha',
  '0.2.0-beta.2',
  '0.2.0-beta.10',
  '0.2.0',
  '0.2.1',
  '0.10.0',
  '1.0.0',
  '10.0.0',
]

test('orders versions as npm does', () => {
  for (const [index, version] of ascending.entries())
    for (const [otherIndex, other] of ascending.entries())
      expect([version, other, isOlder(version, other)]).toEqual([version, other, index < otherIndex])
})

test('what a build adds to a version makes it neither older nor newer', () => {
  expect([isOlder('1.0.0+a', '1.0.0+b'), isOlder('1.0.0+b', '1.0.0+a')]).toEqual([false, false])
})
