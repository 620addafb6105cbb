import { expect, test } from '@jest/globals'
import { formatDuration, formatNumber, formatPoints } from '../../reports/numbers.ts'

test.each([
  [0, '0'],
  [-0, '0'],
  [1 / 3, '0.333333'],
  [1234567, '1.23457e+6'],
  [1e-9, '1e-9'],
  [-0.00012345678, '-0.000123457'],
  ['NaN', 'NaN'],
  [Infinity, 'Infinity'],
])('%p as %s', (value, text) => expect(formatNumber(value)).toBe(text))

test('points in hundredths', () => {
  expect([12.5, 33.333333, 0.1 + 0.2, 7].map(formatPoints)).toEqual(['12.5', '33.33', '0.3', '7'])
})

test('durations', () => {
  expect([4.2, 612, 3842].map(formatDuration)).toEqual(['4.2 ms', '612 ms', '3.8 s'])
})
