import type { DType, Tensor } from '../tensor.ts'

/** What a primitive with numbers in it computes on: a plain number fits any floating dtype. */
export type Operand = Tensor | number

/** int32 becomes float32, as in tf.js; floating dtypes stay. @internal */
export function floatingType(dtype: DType): DType {
  return dtype === 'int32' ? 'float32' : dtype
}

/** The dtype of a result: the widest of its tensors; a number counts as float32, as in tf.js. @internal */
export function resultType(...operands: readonly Operand[]): DType {
  const types = operands.map((operand) => (typeof operand === 'number' ? 'float32' : operand.dtype))
  if (types.includes('float64')) return 'float64'
  return types.includes('float32') ? 'float32' : 'int32'
}
