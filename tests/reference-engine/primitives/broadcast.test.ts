import { expect, test } from '@jest/globals'
import { broadcastShape, broadcastTo } from '../../../reference-engine/primitives/broadcast.ts'
import { draw, expectClose, float64, shapeErrorOf } from '../support.ts'

test('extents of 1 and missing axes stretch', () => {
  expect(broadcastShape('add', 'b', [2, 1, 4], [3, 1])).toEqual([2, 3, 4])
  expect(broadcastShape('add', 'b', [0, 1], [3])).toEqual([0, 3])
  expectClose(broadcastTo(float64([1, 2], [2, 1]), [2, 2, 2]), { shape: [2, 2, 2], data: [1, 1, 2, 2, 1, 1, 2, 2] })
})

test('what has its shape already is handed back', () => {
  const t = draw(1, [2, 3])
  expect(broadcastTo(t, [2, 3])).toBe(t)
})

test('misfits are ShapeErrors', () => {
  expect(shapeErrorOf(() => broadcastShape('add', 'b', [2, 3], [2])).message).toBe(
    'add: b must be of a shape that broadcasts with [2, 3]; got [2]',
  )
  expect(shapeErrorOf(() => broadcastTo(draw(1, [2]), [3])).message).toBe(
    'broadcastTo: t must be of a shape that broadcasts with [3]; got [2]',
  )
  for (const shape of [[2], [2, 1]]) {
    expect(shapeErrorOf(() => broadcastTo(draw(1, [1, 2]), shape)).message).toBe(
      `broadcastTo: t must be of a shape that stretches to [${shape.join(', ')}]; got [1, 2]`,
    )
  }
})
