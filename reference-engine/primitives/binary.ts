import { ArgumentError } from '../argument-error.ts'
import { expectTensor } from '../expect-shape.ts'
import { allocate, sizeOf, type DType, type Tensor, type TensorData } from '../tensor.ts'
import { broadcastShape, broadcastTo } from './broadcast.ts'
import { resultType, type Operand } from './result-type.ts'

/** a + b, broadcasting. @throws ShapeError when the shapes don't broadcast */
export function add(a: Operand, b: Operand): Tensor {
  return combine('add', a, b)
}

/** a - b, broadcasting. @throws ShapeError when the shapes don't broadcast */
export function sub(a: Operand, b: Operand): Tensor {
  return combine('sub', a, b)
}

/** a * b entry by entry, broadcasting. @throws ShapeError when the shapes don't broadcast */
export function mul(a: Operand, b: Operand): Tensor {
  return combine('mul', a, b)
}

/**
 * a / b, broadcasting; two int32 tensors are divided downwards, as in tf.js.
 *
 * @throws ShapeError when the shapes don't broadcast
 * @throws ArgumentError when both are int32 and b has a 0
 */
export function div(a: Operand, b: Operand): Tensor {
  return combine('div', a, b)
}

/** The larger of a and b, broadcasting. @throws ShapeError when the shapes don't broadcast */
export function maximum(a: Operand, b: Operand): Tensor {
  return combine('maximum', a, b)
}

/** The smaller of a and b, broadcasting. @throws ShapeError when the shapes don't broadcast */
export function minimum(a: Operand, b: Operand): Tensor {
  return combine('minimum', a, b)
}

/** a to the power of b, broadcasting. @throws ShapeError when the shapes don't broadcast */
export function pow(a: Operand, b: Operand): Tensor {
  return combine('pow', a, b)
}

/** int32: 1 where a > b, else 0; broadcasting. @throws ShapeError when the shapes don't broadcast */
export function greater(a: Operand, b: Operand): Tensor {
  return combine('greater', a, b, 'int32')
}

/** int32: 1 where a >= b, else 0; broadcasting. @throws ShapeError when the shapes don't broadcast */
export function greaterEqual(a: Operand, b: Operand): Tensor {
  return combine('greaterEqual', a, b, 'int32')
}

/** int32: 1 where a < b, else 0; broadcasting. @throws ShapeError when the shapes don't broadcast */
export function less(a: Operand, b: Operand): Tensor {
  return combine('less', a, b, 'int32')
}

/** int32: 1 where a <= b, else 0; broadcasting. @throws ShapeError when the shapes don't broadcast */
export function lessEqual(a: Operand, b: Operand): Tensor {
  return combine('lessEqual', a, b, 'int32')
}

/** int32: 1 where a = b, else 0; broadcasting. @throws ShapeError when the shapes don't broadcast */
export function equal(a: Operand, b: Operand): Tensor {
  return combine('equal', a, b, 'int32')
}

/** a where `condition` is not 0, else b; all three broadcast. @throws ShapeError when the shapes don't broadcast */
export function where(condition: Tensor, a: Operand, b: Operand): Tensor {
  expectTensor('where', 'condition', condition)
  expectOperands('where', a, b)
  const shape = broadcastShape('where', 'b', broadcastShape('where', 'a', condition.shape, shapeOf(a)), shapeOf(b))
  const size = sizeOf(shape)
  const chosen = read(condition, shape)
  const ifTrue = read(a, shape)
  const ifFalse = read(b, shape)
  const dtype = resultType(a, b)
  const data = allocate(dtype, size)
  for (let index = 0; index < size; index++) {
    const source = chosen.data[index * chosen.step] !== 0 ? ifTrue : ifFalse
    data[index] = source.data[index * source.step]
  }
  return { shape, dtype, data }
}

type Operation =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'maximum'
  | 'minimum'
  | 'pow'
  | 'greater'
  | 'greaterEqual'
  | 'less'
  | 'lessEqual'
  | 'equal'

function combine(operation: Operation, a: Operand, b: Operand, given?: DType): Tensor {
  expectOperands(operation, a, b)
  const dtype = given ?? resultType(a, b)
  if (operation === 'div' && dtype === 'int32') expectNoZero(b)
  const shape = broadcastShape(operation, 'b', shapeOf(a), shapeOf(b))
  const size = sizeOf(shape)
  const { data: dataA, step: stepA } = read(a, shape)
  const { data: dataB, step: stepB } = read(b, shape)
  const data = allocate(dtype, size)
  for (let index = 0; index < size; index++) {
    const value = calculate(operation, dataA[index * stepA], dataB[index * stepB])
    data[index] = operation === 'div' && dtype === 'int32' ? Math.floor(value) : value
  }
  return { shape, dtype, data }
}

/** A switch, because V8 inlines it; functions handed in are called entry by entry, which takes five times as long. */
function calculate(operation: Operation, x: number, y: number): number {
  switch (operation) {
    case 'add':
      return x + y
    case 'sub':
      return x - y
    case 'mul':
      return x * y
    case 'div':
      return x / y
    case 'maximum':
      return Math.max(x, y)
    case 'minimum':
      return Math.min(x, y)
    case 'pow':
      return Math.pow(x, y)
    case 'greater':
      return x > y ? 1 : 0
    case 'greaterEqual':
      return x >= y ? 1 : 0
    case 'less':
      return x < y ? 1 : 0
    case 'lessEqual':
      return x <= y ? 1 : 0
    case 'equal':
      return x === y ? 1 : 0
  }
}

function expectOperands(functionName: string, a: Operand, b: Operand): void {
  if (typeof a !== 'number') expectTensor(functionName, 'a', a)
  if (typeof b !== 'number') expectTensor(functionName, 'b', b)
}

/** int32 has no infinity. */
function expectNoZero(b: Operand): void {
  const place = typeof b === 'number' ? -1 : [...b.data].indexOf(0)
  if (place < 0) return
  throw new ArgumentError('div', 'b', 'without 0, which int32 can not be divided by', `0 at entry ${place}`)
}

function shapeOf(operand: Operand): readonly number[] {
  return typeof operand === 'number' ? [] : operand.shape
}

/** The operand's numbers in the order of `shape`: entry i is `data[i * step]`, where a step of 0 repeats a single number. */
function read(operand: Operand, shape: readonly number[]): { data: TensorData; step: 0 | 1 } {
  if (typeof operand === 'number') return { data: Float64Array.of(operand) as TensorData, step: 0 }
  if (operand.data.length === 1) return { data: operand.data, step: 0 }
  return { data: broadcastTo(operand, shape).data, step: 1 }
}
