import { expect, test } from '@jest/globals'
import { formatTable } from '../../bench/table.ts'

test('formatTable puts names to the left, numbers to the right, words at the end to the left, and no spaces after them', () => {
  const rows = [
    ['a name', '1', 'met'],
    ['b', '100', ''],
  ]
  expect(formatTable(['', 'is', 'verdict'], rows, true)).toBe(
    ['         is  verdict', '------  ---  -------', 'a name    1  met', 'b       100'].join('\n'),
  )
  expect(formatTable(['', 'is', 'verdict'], rows).split('\n')[2]).toBe('a name    1      met')
})
