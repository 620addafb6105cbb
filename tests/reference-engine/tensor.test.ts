import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { runInNewContext } from 'node:vm'
import { allocate, sizeOf, tensor, zeros, zerosLike, type TensorData } from '../../reference-engine/tensor.ts'
import { build, drawn, shapeErrorOf, shapes } from './support.ts'

describe('tensor', () => {
  test('takes its shape from the nesting and is float32 unless told', () => {
    const t = tensor([
      [1, 2, 3],
      [4, 5, 6],
    ])
    expect(t).toEqual({ shape: [2, 3], dtype: 'float32', data: Float32Array.of(1, 2, 3, 4, 5, 6) })
  })

  test('a number is a scalar', () => {
    expect(tensor(7, undefined, 'float64')).toEqual({ shape: [], dtype: 'float64', data: Float64Array.of(7) })
  })

  test('a flat array fills a shape, row-major', () => {
    expect(tensor([1, 2, 3, 4], [2, 2], 'int32')).toEqual({
      shape: [2, 2],
      dtype: 'int32',
      data: Int32Array.of(1, 2, 3, 4),
    })
  })

  test.each([
    ['float32', Float32Array.of(1, 2)],
    ['float64', Float64Array.of(1, 2)],
    ['int32', Int32Array.of(1, 2)],
  ])('a typed array gives its own dtype, %s, and is kept', (dtype, values) => {
    const t = tensor(values as TensorData)
    expect(t.dtype).toBe(dtype)
    expect(t.shape).toEqual([2])
    expect(t.data).toBe(values)
  })

  test('a typed array is copied where another dtype is asked for', () => {
    const values = Float64Array.of(1.5, 2)
    expect(tensor(values as TensorData, [2, 1], 'float32')).toEqual({
      shape: [2, 1],
      dtype: 'float32',
      data: Float32Array.of(1.5, 2),
    })
  })

  test('bytes become float32', () => {
    const bytes = Uint8Array.of(0, 255) as unknown as TensorData
    expect(tensor(bytes)).toEqual({ shape: [2], dtype: 'float32', data: Float32Array.of(0, 255) })
  })

  test('an array from another realm has its dtype too', () => {
    const values = runInNewContext('Float64Array.of(0.1)') as TensorData
    expect(tensor(values).dtype).toBe('float64')
    expect(tensor(values).data[0]).toBe(0.1)
  })

  test('nested arrays of any rank are read in row-major order', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        let next = 0
        const nest = (axis: number): never =>
          (axis === shape.length ? next++ : Array.from({ length: shape[axis] }, () => nest(axis + 1))) as never
        const t = tensor(nest(0), undefined, 'float64')
        expect(t.shape).toEqual(shape)
        expect([...t.data]).toEqual(Array.from({ length: next }, (_, index) => index))
      }),
      drawn,
    )
  })

  test('does not keep the shape that it is given', () => {
    const shape = [2]
    const t = tensor([1, 2], shape)
    shape[0] = 3
    expect(t.shape).toEqual([2])
  })

  test.each([
    ['a short row', [[1, 2], [3]], 'tensor: values must be 2 entries along axis 1, as in the first row; got 1 entries'],
    [
      'a number among rows',
      [[1, 2], 3],
      'tensor: values must be 2 entries along axis 1, as in the first row; got a number',
    ],
    [
      'a row among numbers',
      [1, [2, 3]],
      'tensor: values must be no entries along axis 1, as in the first row; got 2 entries',
    ],
  ])('%s is a ShapeError', (_, values, message) => {
    expect(shapeErrorOf(() => tensor(values as never)).message).toBe(message)
  })

  test('values that do not fill the shape are a ShapeError', () => {
    const error = shapeErrorOf(() => tensor([1, 2, 3], [2, 2]))
    expect(error.message).toBe('tensor: values must be 4 numbers to fill shape [2, 2]; got 3')
    expect(error).toMatchObject({ functionName: 'tensor', argument: 'values', received: '3', name: 'ShapeError' })
  })
})

describe('zeros, zerosLike, allocate, sizeOf', () => {
  test('zeros is float32 unless told', () => {
    expect(zeros([2, 1])).toEqual({ shape: [2, 1], dtype: 'float32', data: Float32Array.of(0, 0) })
    expect(zeros([], 'int32')).toEqual({ shape: [], dtype: 'int32', data: Int32Array.of(0) })
  })

  test('zerosLike takes shape and dtype', () => {
    const t = tensor([[1, 2, 3]], undefined, 'float64')
    expect(zerosLike(t)).toEqual({ shape: [1, 3], dtype: 'float64', data: new Float64Array(3) })
    expect(t.data[0]).toBe(1)
  })

  test('allocate gives the array of the dtype', () => {
    expect(allocate('float32', 2)).toEqual(new Float32Array(2))
    expect(allocate('float64', 2)).toEqual(new Float64Array(2))
    expect(allocate('int32', 2)).toEqual(new Int32Array(2))
  })

  test('sizeOf counts the indices', () => {
    expect(sizeOf([])).toBe(1)
    expect(sizeOf([3, 0])).toBe(0)
    fc.assert(
      fc.property(shapes, (shape) => expect(sizeOf(shape)).toBe(build(shape, () => 0).data.length)),
      drawn,
    )
  })
})
