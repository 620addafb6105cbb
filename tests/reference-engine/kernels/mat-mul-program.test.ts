import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { matMulProgram } from '../../../reference-engine/kernels/mat-mul-program.ts'
import { matMul } from '../../../reference-engine/primitives/mat-mul.ts'
import { startKernels } from '../../../reference-engine/threads/start-kernels.ts'
import { draw, drawn, expectClose, seeds } from '../support.ts'

const extent = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(64, 65, 130, 257, 300))

test.each(['float32', 'float64'] as const)('is matMul, transposed or not, in %s', async (dtype) => {
  const kernels = await startKernels({ dtype, threads: 1 })
  const sizes = fc.record({ rows: extent, terms: extent, columns: extent })
  fc.assert(
    fc.property(sizes, fc.boolean(), fc.boolean(), seeds, (shape, transposeA, transposeB, seed) => {
      const { rows, terms, columns } = shape
      const a = draw(`a${seed}`, transposeA ? [terms, rows] : [rows, terms], dtype)
      const b = draw(`b${seed}`, transposeB ? [columns, terms] : [terms, columns], dtype)
      const own = matMulProgram(kernels, shape, { transposeA, transposeB })
      own.a.set(a.data)
      own.b.set(b.data)
      own.program.run()
      expectClose({ shape: [rows, columns], dtype, data: own.product() }, matMul(a, b, transposeA, transposeB))
      own.release()
    }),
    { ...drawn, numRuns: 40 },
  )
})

test('a program runs again on other numbers', async () => {
  const kernels = await startKernels({ threads: 1 })
  const { a, b, program, product } = matMulProgram(kernels, { rows: 1, terms: 2, columns: 1 })
  b.set([3, 4])
  for (const [left, expected] of [
    [[1, 1], 7],
    [[2, 0], 6],
  ] as const) {
    a.set(left)
    program.run()
    expect([...product()]).toEqual([expected])
  }
})
