import { describe, expect, test } from '@jest/globals'
import { agrees, differenceText, firstDifference, indexOf, inJson, shown } from '../../../grader/checks/compare.ts'
import type { Value } from '../../../grader/subject/subject.ts'
import { float64 } from '../../support/run-check.ts'

describe('firstDifference', () => {
  test('is null within 1e-9 + 1e-6 of the largest expected entry', () => {
    expect(firstDifference(float64([1000.0009, 0.0009]), float64([1000, 0]))).toBeNull()
    expect(firstDifference(float64([1000, 0.0011]), float64([1000, 0]))).toMatchObject({ index: [1], actual: 0.0011 })
    expect(firstDifference(2e-9, 0)).toMatchObject({ index: [], tolerance: 1e-9 })
    expect(firstDifference(-0, 0)).toBeNull()
  })

  test.each([
    [NaN, 1, true],
    [1, NaN, true],
    [NaN, NaN, false],
    [Infinity, Infinity, false],
    [-Infinity, Infinity, true],
    [1e300, Infinity, true],
    [Infinity, 1, true],
  ])('%p for %p', (actual, expected, differs) => {
    expect(firstDifference(actual, expected) !== null).toBe(differs)
  })

  test('an infinity expected somewhere widens no other entry', () => {
    expect(firstDifference(float64([Infinity, 1.1]), float64([Infinity, 1]))).toMatchObject({ index: [1] })
  })

  test('names the first leaf that differs and its worst entry', () => {
    const expected = { a: 1, b: [float64([1, 2]), float64([3, 4, 5, 6], [2, 2])] }
    const actual = { a: 1, b: [float64([1, 2]), float64([3, 4.5, 5, 9], [2, 2])] }
    const difference = firstDifference(actual, expected)
    expect(difference).toMatchObject({ path: 'b.1', index: [1, 1], actual: 9, expected: 6 })
    expect(difference?.evidence).toMatchObject({ wrongEntries: 2, totalEntries: 4, rows: 2, columns: 2 })
    expect(difference && differenceText(difference).en).toBe(
      'Entry [1, 1] of `b.1` is 9; expected 6 (largest error allowed: 0.000006001). 2 of 4 entries are wrong.',
    )
  })

  test('keeps at most 64 x 64 entries as evidence, those of the first rows and columns', () => {
    const shape = [3, 50, 70]
    const expected = float64(new Float64Array(3 * 50 * 70).fill(1), shape)
    const actual = float64(
      Array.from({ length: 3 * 50 * 70 }, (_, i) => i),
      shape,
    )
    const evidence = firstDifference(actual, expected)?.evidence
    expect(evidence).toMatchObject({ rows: 64, columns: 64, totalEntries: 10_500, shape })
    expect(evidence?.actual[64]).toBe(70)
  })
})

describe('agrees', () => {
  const tree = { a: float64([1, 2], [1, 2]), b: 3 }

  test.each<[string, Value, boolean]>([
    ['itself', tree, true],
    ['another number', { ...tree, b: 4 }, false],
    ['a field less', { a: tree.a }, false],
    ['a field more', { ...tree, c: 1 }, false],
    ['another name', { a: tree.a, c: 3 }, false],
    ['another shape', { ...tree, a: float64([1, 2]) }, false],
    ['a number for a tensor', { a: 1, b: 3 }, false],
    ['no data', { ...tree, a: { shape: [1, 2], dtype: 'float64', data: null } as unknown as Value }, false],
    [
      'a shape that is none',
      { ...tree, a: { shape: null, dtype: 'float64', data: tree.a.data } as unknown as Value },
      false,
    ],
    [
      'a DataView',
      { ...tree, a: { shape: [1, 2], dtype: 'float64', data: new DataView(new ArrayBuffer(2)) as unknown as Value } },
      false,
    ],
    ['nothing', undefined, false],
  ])('%s', (_, other, same) => {
    expect(agrees(other, tree)).toBe(same)
  })
})

test('indexOf counts in row-major order', () => {
  expect([0, 3, 4, 23].map((position) => indexOf(position, [2, 3, 4]))).toEqual([
    [0, 0, 0],
    [0, 0, 3],
    [0, 1, 0],
    [1, 2, 3],
  ])
  expect(indexOf(0, [])).toEqual([])
})

test('numbers are shown with six digits, and written so that JSON can hold them', () => {
  expect([1 / 3, -0, 1e-20, 123456789, NaN, -Infinity].map(shown)).toEqual([
    '0.333333',
    '0',
    '1e-20',
    '123457000',
    'NaN',
    '-Infinity',
  ])
  expect([1.5, NaN, Infinity].map(inJson)).toEqual([1.5, 'NaN', 'Infinity'])
})
