import { expect, test } from '@jest/globals'
import {
  expectLayout,
  expectRank,
  expectShape,
  expectTensor,
  formatShape,
  sameShape,
} from '../../reference-engine/expect-shape.ts'
import { draw, shapeErrorOf } from './support.ts'

test('shapes are written as in code', () => {
  expect(formatShape([2, 3])).toBe('[2, 3]')
  expect(formatShape([])).toBe('[]')
})

test('shapes are the same when every extent is', () => {
  expect(sameShape([2, 3], [2, 3])).toBe(true)
  expect(sameShape([2, 3], [3, 2])).toBe(false)
  expect(sameShape([2], [2, 1])).toBe(false)
})

test('a misfit names function, argument, expected and received', () => {
  expect(() => expectShape('dense', 'bias', draw(1, [3]), [3])).not.toThrow()
  expect(shapeErrorOf(() => expectShape('dense', 'bias', draw(1, [2]), [3]))).toMatchObject({
    functionName: 'dense',
    argument: 'bias',
    expected: 'of shape [3]',
    received: '[2]',
    message: 'dense: bias must be of shape [3]; got [2]',
  })
  expect(() => expectRank('dense', 'x', draw(1, [2, 3]), 2, '[N, I]')).not.toThrow()
  expect(shapeErrorOf(() => expectRank('dense', 'x', draw(1, [2]), 2, '[N, I]')).message).toBe(
    'dense: x must be of rank 2, [N, I]; got [2]',
  )
})

test('what is no tensor says so, and so does data that does not fill its shape', () => {
  for (const [value, received] of [
    [undefined, 'undefined'],
    [3, '3'],
    [[1, 2], 'an array'],
    [{ shape: [2] }, 'an object without shape and data'],
  ]) {
    expect(() => expectTensor('relu', 'x', value)).toThrow(`relu: x must be a tensor; got ${String(received)}`)
  }
  const short = { ...draw(1, [5]), shape: [2, 3] }
  expect(shapeErrorOf(() => expectTensor('relu', 'x', short)).message).toBe(
    'relu: x must be of 6 entries to fill shape [2, 3]; got 5',
  )
})

test('a layout gives the extents that matter, names the others, and may say why', () => {
  const layout = ['height', 'width', 3, 'channels']
  expect(() => expectLayout('conv2d', 'filter', draw(1, [5, 4, 3, 2]), layout)).not.toThrow()
  expect(shapeErrorOf(() => expectLayout('conv2d', 'filter', draw(1, [3, 3, 4, 2]), layout)).message).toBe(
    'conv2d: filter must be [height, width, 3, channels]; got [3, 3, 4, 2]',
  )
  expect(shapeErrorOf(() => expectLayout('conv2d', 'filter', draw(1, [3, 3, 3]), layout, 'to match x')).message).toBe(
    'conv2d: filter must be [height, width, 3, channels] to match x; got [3, 3, 3]',
  )
})
