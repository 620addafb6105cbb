import { describe, expect, test } from '@jest/globals'
import { fieldsOf, fit, isTensorLike, leavesOf, valueAt } from '../../../grader/checks/result-tree.ts'
import type { Value } from '../../../grader/subject/subject.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { float32, float64 } from '../../support/run-check.ts'

const expected = { a: float64([1, 2, 3, 4, 5, 6], [2, 3]), list: [float64([1]), 5], deep: { n: 1 } }

function messageOf(actual: Value, wanted: Value): string | null {
  const fitted = fit(actual, wanted)
  return fitted.fits ? null : fitted.message.en
}

describe('what only looks like a tensor', () => {
  const unspeakable = Object.create(null) as string

  test.each<[string, object]>([
    ['a shape that is none', { shape: 5, dtype: 'float64', data: new Float64Array(1) }],
    ['a shape of what has no words', { shape: [unspeakable], dtype: 'float64', data: new Float64Array(1) }],
    ['a dtype that has no words', { shape: [1], dtype: unspeakable, data: new Float64Array(1) }],
  ])('is told, never a crash: %s', (_, actual) => {
    for (const wanted of [3, [1], { a: 1 }, float64([1])]) {
      expect(messageOf(actual as Value, wanted)).toMatch(/must be .*; got /)
    }
  })
})

describe('fit', () => {
  test('keeps what is expected and drops the rest', () => {
    const actual = { ...expected, more: 'text', deep: { n: 2, m: 3 } }
    expect(fit(actual, expected)).toEqual({ fits: true, value: { ...expected, deep: { n: 2 } } })
  })

  test('float32 stands in for float64, int32 does not', () => {
    expect(fit(float32(expected.a), expected.a).fits).toBe(true)
    const labels: Tensor = { shape: [1], dtype: 'int32', data: Int32Array.of(1) as Tensor['data'] }
    expect(fit(labels, labels).fits).toBe(true)
    expect(messageOf(float64([1]), labels)).toMatch(/must be an int32 tensor of shape \[1\]; got a float64 tensor/)
  })

  test.each<[string, Value, RegExp]>([
    ['undefined', undefined, /got nothing \(undefined\); is a `return` missing\?/],
    ['null', null, /got null/],
    ['a number', 3, /got the number 3/],
    ['a text', 'x', /got the string x/],
    ['a plain array', [1, 2], /got a plain array; wrap it: tensor\(values, shape, dtype\)/],
    ['a bare typed array', new Float64Array(6), /got a bare typed array/],
    ['an object', { x: 1 }, /got an object with `x`/],
    ['another shape', float64([1, 2, 3, 4, 5, 6], [3, 2]), /of shape \[2, 3\]; got a float64 tensor of shape \[3, 2\]/],
    ['another rank', float64([1, 2, 3, 4, 5, 6]), /got a float64 tensor of shape \[6\]/],
    ['too little data', { ...float64([1]), shape: [2, 3] }, /whose data holds 1 numbers/],
    [
      'data of another type',
      { shape: [2, 3], dtype: 'float64', data: new Float32Array(6) },
      /dtype "float64" whose data is Float32Array/,
    ],
    ['data that is an array', { shape: [2, 3], dtype: 'float64', data: [1, 2, 3, 4, 5, 6] }, /whose data is Array/],
    ['an unknown dtype', { shape: [2, 3], dtype: 'bool', data: new Float64Array(6) }, /dtype "bool"/],
    [
      'a shape that is no array',
      { shape: 'x', dtype: 'float64', data: new Float64Array(6) },
      /no array of whole numbers/,
    ],
    [
      'a shape with fractions',
      { shape: [1.5, 4], dtype: 'float64', data: new Float64Array(6) },
      /no array of whole numbers/,
    ],
    ['a shape of negatives', { shape: [-2, -3], dtype: 'float64', data: new Float64Array(6) }, /of shape \[-2, -3\]/],
  ])('a tensor was expected: %s', (_, actual, words) => {
    expect(messageOf(actual, expected.a)).toMatch(words)
  })

  test.each<[string, Value, RegExp]>([
    [
      'a missing field',
      { a: expected.a, list: expected.list },
      /`deep` of the result must be an object with `n`; got nothing/,
    ],
    ['a missing inner field', { ...expected, deep: {} }, /`deep.n` of the result must be the number 1; got nothing/],
    ['a short list', { ...expected, list: [float64([1])] }, /`list` of the result must be an array of 2; got one of 1/],
    ['no list', { ...expected, list: { 0: 1 } }, /`list` of the result must be an array of 2; got an object with `0`/],
    [
      'a tensor in place of a number',
      { ...expected, list: [float64([1]), float64([5])] },
      /`list.1` of the result must be a number; got a float64 tensor/,
    ],
    ['a tensor in place of the object', expected.a, /must be an object with `a`, `list`, `deep`; got a float64 tensor/],
  ])('a tree was expected: %s', (_, actual, words) => {
    expect(messageOf(actual, expected)).toMatch(words)
  })
})

test('leaves come with their paths, in order', () => {
  expect(leavesOf(expected).map(({ path }) => path)).toEqual(['a', 'list.0', 'list.1', 'deep.n'])
  expect(leavesOf(3)).toEqual([{ path: '', value: 3 }])
  expect(leavesOf(null)).toEqual([])
})

test('the fields that the contract names end at arrays, tensors and numbers', () => {
  expect(fieldsOf(expected)).toEqual(['a', 'list', 'deep.n'])
  expect(fieldsOf(expected.a)).toBeUndefined()
  expect(fieldsOf(3)).toBeUndefined()
})

test('a value is found at its path, or nothing is', () => {
  expect(valueAt(expected, 'list.1')).toBe(5)
  expect(valueAt(expected, '')).toBe(expected)
  expect(valueAt(expected, 'list.7.x')).toBeUndefined()
  expect(valueAt(null, 'a.b')).toBeUndefined()
})

test('what looks like a tensor', () => {
  expect([expected.a, { shape: 1, dtype: 2, data: 3 }, { shape: [] }, null, 3].map(isTensorLike)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})
