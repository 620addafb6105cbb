/** The kit of a student, `grade-descent/student`: tensors, randomness, the primitives with tf.js's names, and the given ops. */
export type { DType, Tensor, TensorData } from './tensor.ts'
export { tensor, zeros, zerosLike } from './tensor.ts'
export { Random } from './random.ts'
export { ShapeError } from './shape-error.ts'
export { NotImplementedError, todo } from './not-implemented-error.ts'
export {
  add,
  div,
  equal,
  greater,
  greaterEqual,
  less,
  lessEqual,
  maximum,
  minimum,
  mul,
  pow,
  sub,
  where,
} from './primitives/binary.ts'
export { abs, clone, exp, log, neg, sign, sqrt, square } from './primitives/unary.ts'
export { argMax, max, mean, min, sum } from './primitives/reduce.ts'
export { transpose } from './primitives/transpose.ts'
export { reshape } from './primitives/reshape.ts'
export { matMul } from './primitives/mat-mul.ts'
export { gather, oneHot } from './primitives/gather.ts'
export { concat } from './primitives/concat.ts'
export { slice } from './primitives/slice.ts'
export * from './given-ops.ts'
