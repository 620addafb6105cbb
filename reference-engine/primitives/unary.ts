import { expectTensor } from '../expect-shape.ts'
import { allocate, type DType, type Tensor } from '../tensor.ts'
import { floatingType } from './result-type.ts'

/** -t */
export function neg(t: Tensor): Tensor {
  expectTensor('neg', 't', t)
  return mapEntries(t, (x) => -x)
}

/** e to the power of t; of int32: float32. */
export function exp(t: Tensor): Tensor {
  expectTensor('exp', 't', t)
  return mapEntries(t, Math.exp, floatingType(t.dtype))
}

/** The natural logarithm; of int32: float32. */
export function log(t: Tensor): Tensor {
  expectTensor('log', 't', t)
  return mapEntries(t, Math.log, floatingType(t.dtype))
}

/** The square root; of int32: float32. */
export function sqrt(t: Tensor): Tensor {
  expectTensor('sqrt', 't', t)
  return mapEntries(t, Math.sqrt, floatingType(t.dtype))
}

/** t * t */
export function square(t: Tensor): Tensor {
  expectTensor('square', 't', t)
  return mapEntries(t, (x) => x * x)
}

/** The absolute value. */
export function abs(t: Tensor): Tensor {
  expectTensor('abs', 't', t)
  return mapEntries(t, Math.abs)
}

/** -1, 0 or 1. */
export function sign(t: Tensor): Tensor {
  expectTensor('sign', 't', t)
  return mapEntries(t, Math.sign)
}

/** A copy that shares nothing with `t`. */
export function clone(t: Tensor): Tensor {
  expectTensor('clone', 't', t)
  return { shape: [...t.shape], dtype: t.dtype, data: t.data.slice() }
}

/** The tensor of `operation(entry)`, of the same shape. @internal */
export function mapEntries(t: Tensor, operation: (x: number) => number, dtype: DType = t.dtype): Tensor {
  const source = t.data
  const data = allocate(dtype, source.length)
  for (let index = 0; index < source.length; index++) data[index] = operation(source[index])
  return { shape: [...t.shape], dtype, data }
}
