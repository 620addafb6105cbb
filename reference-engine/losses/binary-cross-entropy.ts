import { expectShape, expectShares, expectTensor } from '../expect-shape.ts'
import { add, div, equal, mul, sub, where } from '../primitives/binary.ts'
import { sum } from '../primitives/reduce.ts'
import { floatingType } from '../primitives/result-type.ts'
import { log, mapEntries, neg } from '../primitives/unary.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The mean over all n elements of -(y ln p + (1 - y) ln(1 - p)). A term whose factor y or 1 - y is 0 is 0 whatever p is; the loss
 * is infinite where p is 0 or 1 and wrong, and NaN for an empty batch, which has no mean.
 *
 * @param probabilities p, any shape
 * @param target y of the same shape, from 0 to 1
 * @throws ShapeError when the shapes differ
 * @throws ArgumentError when a target is not from 0 to 1
 */
export function binaryCrossEntropy(probabilities: Tensor, target: Tensor): number {
  expectFit('binaryCrossEntropy', probabilities, target)
  const rest = sub(1, target)
  const positive = where(equal(target, 0), 0, mul(target, log(probabilities)))
  const negative = where(
    equal(rest, 0),
    0,
    mul(rest, mapEntries(neg(probabilities), Math.log1p, floatingType(probabilities.dtype))),
  )
  return -sum(add(positive, negative)).data[0] / probabilities.data.length
}

/**
 * The gradient with respect to the probabilities, of their shape: ((1 - y) / (1 - p) - y / p) / n, each term 0 where its factor is.
 *
 * @throws ShapeError when the shapes differ
 * @throws ArgumentError when a target is not from 0 to 1
 */
export function binaryCrossEntropyBackward(probabilities: Tensor, target: Tensor): Tensor {
  expectFit('binaryCrossEntropyBackward', probabilities, target)
  const rest = sub(1, target)
  const positive = where(equal(target, 0), 0, div(target, probabilities))
  const negative = where(equal(rest, 0), 0, div(rest, sub(1, probabilities)))
  return div(sub(negative, positive), probabilities.data.length)
}

function expectFit(functionName: string, probabilities: Tensor, target: Tensor): void {
  expectTensor(functionName, 'probabilities', probabilities)
  expectShape(functionName, 'target', target, probabilities.shape)
  expectShares(functionName, 'target', target)
}
