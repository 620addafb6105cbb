import { expectShape, expectTensor, formatShape } from '../expect-shape.ts'
import { ArgumentError } from '../argument-error.ts'
import { expectNumber, formatValue } from '../expect-argument.ts'
import { zeros, type Tensor } from '../tensor.ts'
import { copyStrided, stridesOf, writeStrided } from './strided.ts'

/** For each axis how many entries come before and how many after. */
export type Paddings = readonly (readonly [number, number])[]

/**
 * `t` with `value` laid around it.
 *
 * @returns each axis longer by both of its paddings
 * @throws ArgumentError unless there are two whole numbers of 0 or more for each axis, and when int32 can't hold the value
 */
export function pad(t: Tensor, paddings: Paddings, value = 0): Tensor {
  const { shape, strides, start } = placeInside('pad', t, paddings)
  const holds = (x: number) => t.dtype !== 'int32' || Number.isInteger(x)
  expectNumber('pad', 'value', value, t.dtype === 'int32' ? 'a whole number' : 'a number', holds)
  const padded = zeros(shape, t.dtype)
  padded.data.fill(value)
  writeStrided(t, padded, strides, start)
  return padded
}

/**
 * dOut without what was laid around.
 *
 * @param dOut shape of the padded tensor
 * @param t what `pad` was given, as are paddings
 * @returns shape of t
 * @throws ShapeError when dOut has another shape
 * @throws ArgumentError unless there are two whole numbers of 0 or more for each axis
 */
export function padBackward(dOut: Tensor, t: Tensor, paddings: Paddings): Tensor {
  const { shape, strides, start } = placeInside('padBackward', t, paddings)
  expectShape('padBackward', 'dOut', dOut, shape)
  return copyStrided(dOut, t.shape, strides, start)
}

/** How `t` lies inside the padded tensor. */
function placeInside(
  functionName: string,
  t: Tensor,
  paddings: Paddings,
): { shape: number[]; strides: number[]; start: number } {
  expectTensor(functionName, 't', t)
  if (!isPaddings(paddings) || paddings.length !== t.shape.length) {
    const expected = `[before, after] for each axis of ${formatShape(t.shape)}, whole numbers of 0 or more`
    throw new ArgumentError(functionName, 'paddings', expected, formatValue(paddings))
  }
  const shape = t.shape.map((extent, axis) => paddings[axis][0] + extent + paddings[axis][1])
  const strides = stridesOf(shape)
  return { shape, strides, start: paddings.reduce((total, [before], axis) => total + before * strides[axis], 0) }
}

function isPaddings(value: unknown): boolean {
  const isExtent = (n: unknown) => Number.isSafeInteger(n) && Number(n) >= 0
  const isPair = (pair: unknown) => Array.isArray(pair) && pair.length === 2 && pair.every(isExtent)
  return Array.isArray(value) && value.every(isPair)
}
