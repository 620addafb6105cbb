import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { matMul } from '../../../reference-engine/primitives/mat-mul.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import {
  build,
  copyOf,
  draw,
  drawn,
  entryAt,
  expectClose,
  extents,
  float64,
  int32,
  seeds,
  shapeErrorOf,
} from '../support.ts'
import { fromTf, tf, toTf } from '../tfjs.ts'

const inner = fc.integer({ min: 1, max: 11 })
const leading = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 })

function matrixEntry(t: Tensor, stack: readonly number[], row: number, column: number, transposed: boolean): number {
  const ownStack = stack
    .slice(stack.length - (t.shape.length - 2))
    .map((index, axis) => (t.shape[axis] === 1 ? 0 : index))
  return entryAt(t, [...ownStack, ...(transposed ? [column, row] : [row, column])])
}

/** The definition: the sum over k of a[i, k] b[k, j]. */
function naive(a: Tensor, b: Tensor, stack: readonly number[], transposeA: boolean, transposeB: boolean) {
  const [rows, length] = transposeA ? a.shape.slice(-2).reverse() : a.shape.slice(-2)
  const columns = transposeB ? b.shape[b.shape.length - 2] : b.shape[b.shape.length - 1]
  return build([...stack, rows, columns], (index) => {
    const [row, column] = index.slice(-2)
    let total = 0
    for (let k = 0; k < length; k++) {
      total +=
        matrixEntry(a, index.slice(0, -2), row, k, transposeA) *
        matrixEntry(b, index.slice(0, -2), k, column, transposeB)
    }
    return total
  })
}

const cases = fc
  .record({
    stack: leading,
    m: extents,
    k: inner,
    n: extents,
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
    seed: seeds,
  })
  .map((drawnCase) => ({
    ...drawnCase,
    matrixA: drawnCase.transposeA ? [drawnCase.k, drawnCase.m] : [drawnCase.m, drawnCase.k],
    matrixB: drawnCase.transposeB ? [drawnCase.n, drawnCase.k] : [drawnCase.k, drawnCase.n],
  }))

describe('matMul', () => {
  test('is the definition, for stacks and transposed operands, in float64', () => {
    fc.assert(
      fc.property(cases, ({ stack, matrixA, matrixB, transposeA, transposeB, seed }) => {
        const a = draw(`a${seed}`, [...stack, ...matrixA])
        const b = draw(`b${seed}`, [...stack, ...matrixB])
        const before = [copyOf(a), copyOf(b)]
        const result = matMul(a, b, transposeA, transposeB)
        expect(result.dtype).toBe('float64')
        expectClose(result, naive(a, b, stack, transposeA, transposeB), 1e-13)
        expect([a, b]).toEqual(before)
      }),
      { ...drawn, numRuns: 100 },
    )
  })

  test('leading axes broadcast', () => {
    fc.assert(
      fc.property(cases, fc.nat(3), ({ matrixA, matrixB, transposeA, transposeB, seed }, which) => {
        const [stackA, stackB] = [
          [[2, 3], []],
          [[3], [2, 1]],
          [
            [1, 3],
            [2, 3],
          ],
          [[], [2, 3]],
        ][which]
        const a = draw(`a${seed}`, [...stackA, ...matrixA])
        const b = draw(`b${seed}`, [...stackB, ...matrixB])
        expectClose(matMul(a, b, transposeA, transposeB), naive(a, b, [2, 3], transposeA, transposeB), 1e-13)
      }),
      drawn,
    )
  })

  test('agrees with tf.js in float32', () => {
    fc.assert(
      fc.property(cases, ({ stack, matrixA, matrixB, transposeA, transposeB, seed }) => {
        const a = draw(`a${seed}`, [...stack, ...matrixA], 'float32')
        const b = draw(`b${seed}`, [...stack, ...matrixB], 'float32')
        const result = matMul(a, b, transposeA, transposeB)
        expect(result.dtype).toBe('float32')
        expectClose(result, fromTf(tf.tidy(() => tf.matMul(toTf(a), toTf(b), transposeA, transposeB))))
      }),
      drawn,
    )
  })

  test('a view that starts inside its buffer is read from its start', () => {
    const buffer = Float64Array.of(9, 9, 1, 2, 3, 4)
    const view: Tensor = { shape: [2, 2], dtype: 'float64', data: buffer.subarray(2) as Tensor['data'] }
    expectClose(matMul(view, float64([1, 0, 0, 1], [2, 2])), { shape: [2, 2], data: [1, 2, 3, 4] })
    expectClose(matMul(view, float64([1, 0, 0, 1], [2, 2]), true), { shape: [2, 2], data: [1, 3, 2, 4] })
  })

  test('takes no rows, no columns, and nothing to sum', () => {
    expect(matMul(draw(1, [0, 3]), draw(2, [3, 2])).shape).toEqual([0, 2])
    expect(matMul(draw(1, [2, 3]), draw(2, [3, 0])).shape).toEqual([2, 0])
    expect(matMul(draw(1, [2, 0]), draw(2, [0, 1]))).toEqual(float64([0, 0], [2, 1]))
    expect(matMul(draw(1, [0, 2, 3]), draw(2, [3, 1])).shape).toEqual([0, 2, 1])
  })

  test('what is no tensor says so', () => {
    expect(() => matMul(draw(1, [1, 1]), undefined as never)).toThrow('matMul: b must be a tensor; got undefined')
  })

  test('dtype is the widest', () => {
    const one = { float32: draw(1, [1, 1], 'float32'), float64: draw(1, [1, 1]), int32: int32([3], [1, 1]) }
    expect(matMul(one.float32, one.float64).dtype).toBe('float64')
    expect(matMul(one.int32, one.float32).dtype).toBe('float32')
    expect(matMul(one.int32, one.int32)).toEqual({ shape: [1, 1], dtype: 'int32', data: Int32Array.of(9) })
  })

  test('zeros do not hide NaN', () => {
    expect(matMul(float64([0, 0], [1, 2]), float64([NaN, 1], [2, 1])).data[0]).toBeNaN()
  })

  test.each<[number[], number[], boolean, boolean, string]>([
    [[2, 3], [2, 3], false, false, 'matMul: b must be of 3 rows, to follow a of shape [2, 3]; got [2, 3]'],
    [[2, 3], [4, 5], true, false, 'matMul: b must be of 2 rows, to follow a of shape [2, 3] transposed; got [4, 5]'],
    [
      [2, 3],
      [3, 2],
      false,
      true,
      'matMul: b must be of 3 columns (it is transposed), to follow a of shape [2, 3]; got [3, 2]',
    ],
    [[3], [3, 2], false, false, 'matMul: a must be a matrix or a stack of them (rank 2 or more); got [3]'],
    [[2, 3], [3], false, false, 'matMul: b must be a matrix or a stack of them (rank 2 or more); got [3]'],
    [[2, 1, 3], [3, 3, 1], false, false, 'matMul: b must be of a shape that broadcasts with [2]; got [3]'],
  ])('%j by %j (%j, %j) is a ShapeError', (shapeA, shapeB, transposeA, transposeB, message) => {
    expect(shapeErrorOf(() => matMul(draw(1, shapeA), draw(2, shapeB), transposeA, transposeB)).message).toBe(message)
  })
})
