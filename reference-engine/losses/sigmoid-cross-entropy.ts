import { expectShape, expectShares, expectTensor } from '../expect-shape.ts'
import { sigmoid } from '../ops/sigmoid.ts'
import { add, div, maximum, mul, sub } from '../primitives/binary.ts'
import { sum } from '../primitives/reduce.ts'
import { abs, exp, mapEntries, neg } from '../primitives/unary.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The binary cross-entropy of sigmoid(logits), the mean over all n elements, as max(x, 0) - x y + ln(1 + e^-|x|), which neither
 * overflows nor loses digits (the form of tf.losses.sigmoidCrossEntropy). NaN for an empty batch, which has no mean.
 *
 * @param logits x, any shape
 * @param target y of the same shape, from 0 to 1
 * @throws ShapeError when the shapes differ
 * @throws ArgumentError when a target is not from 0 to 1
 */
export function sigmoidCrossEntropy(logits: Tensor, target: Tensor): number {
  expectFit('sigmoidCrossEntropy', logits, target)
  const linear = sub(maximum(logits, 0), mul(logits, target))
  const curved = mapEntries(exp(neg(abs(logits))), Math.log1p)
  return sum(add(linear, curved)).data[0] / logits.data.length
}

/**
 * The gradient with respect to the logits, of their shape: (sigmoid(x) - y) / n.
 *
 * @throws ShapeError when the shapes differ
 * @throws ArgumentError when a target is not from 0 to 1
 */
export function sigmoidCrossEntropyBackward(logits: Tensor, target: Tensor): Tensor {
  expectFit('sigmoidCrossEntropyBackward', logits, target)
  return div(sub(sigmoid(logits), target), logits.data.length)
}

function expectFit(functionName: string, logits: Tensor, target: Tensor): void {
  expectTensor(functionName, 'logits', logits)
  expectShape(functionName, 'target', target, logits.shape)
  expectShares(functionName, 'target', target)
}
