import { allocate, type TensorData } from '../tensor.ts'
import type { Instruction } from './instruction.ts'
import { bytesOf, numbersAt, type Kernels, type Program, panelColumnsOf } from './kernels.ts'
import { filled } from './parameter.ts'
import { rangeOf } from './pieces.ts'

/** Rows, terms of a sum, and columns: product [rows, columns] = a [rows, terms] times b [terms, columns]. */
export type ProductShape = { rows: number; terms: number; columns: number }

/** How the matrices lie; neither is transposed unless told. */
export type ProductOptions = {
  /** a comes as [terms, rows]. */
  transposeA?: boolean
  /** b comes as [columns, terms]. */
  transposeB?: boolean
}

/** Numbers that the kernel packs at a time. */
const packedRoom = 64 * 256

/** The product of two matrices: `a` and `b` are written before the program runs, `product` is read after it. */
export function matMulProgram(
  kernels: Kernels,
  { rows, terms, columns }: ProductShape,
  { transposeA = false, transposeB = false }: ProductOptions = {},
): { program: Program; a: TensorData; b: TensorData; product(): TensorData; release(): void } {
  const arena = kernels.arena.branch()
  const numberBytes = bytesOf(kernels.dtype)
  const panelColumns = panelColumnsOf(kernels.dtype)
  const pitch = filled(columns, panelColumns)
  const numbers = (count: number) => arena.allocate(count * numberBytes)
  const [a, b, panels, product] = [rows * terms, terms * columns, terms * pitch, rows * pitch].map(numbers)
  const [aRow, aTerm] = transposeA ? [1, rows] : [terms, 1]
  const [bRow, bColumn] = transposeB ? [1, terms] : [columns, 1]

  const threads = Array.from({ length: kernels.threads }, (_, thread) => thread)
  const packing = threads.map((thread): Instruction[] => {
    const { first, last } = rangeOf(pitch / panelColumns, thread, kernels.threads)
    const strides = [bRow * numberBytes, bColumn * numberBytes]
    return [['packPanels', b, ...strides, terms, columns, panels, first, last]]
  })
  const products = threads.map((thread): Instruction[] => {
    const { first, last } = rangeOf(rows, thread, kernels.threads)
    const left = [a, aRow * numberBytes, aTerm * numberBytes, first, last, terms]
    const right = [panels, pitch / panelColumns, product, pitch * numberBytes]
    return [['matMul', ...left, ...right, numbers(packedRoom)]]
  })
  const padded = numbersAt(kernels, product, rows * pitch)
  const program = kernels.load([packing, products])
  return {
    program,
    a: numbersAt(kernels, a, rows * terms),
    b: numbersAt(kernels, b, terms * columns),
    release() {
      program.release()
      arena.release()
    },
    product() {
      const data = allocate(kernels.dtype, rows * columns)
      for (let row = 0; row < rows; row++) data.set(padded.subarray(row * pitch, row * pitch + columns), row * columns)
      return data
    },
  }
}
