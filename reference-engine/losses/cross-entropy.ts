import { expectRank, expectShape, expectShares } from '../expect-shape.ts'
import { div, greater, mul, where } from '../primitives/binary.ts'
import { sum } from '../primitives/reduce.ts'
import { log } from '../primitives/unary.ts'
import type { Tensor } from '../tensor.ts'

/**
 * -(1/N) sum y ln p over samples and classes. A term with y = 0 is 0 whatever p is; the loss is infinite where y = 1 and p = 0,
 * and NaN for an empty batch, which has no mean.
 *
 * @param probabilities p, [N, C]
 * @param oneHot y, [N, C]: 1 at each sample's class, else 0; or any distribution
 * @throws ShapeError when the shapes differ
 * @throws ArgumentError when an entry of oneHot is not from 0 to 1
 */
export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  expectFit('crossEntropy', probabilities, oneHot)
  const terms = where(greater(oneHot, 0), mul(oneHot, log(probabilities)), 0)
  return -sum(terms).data[0] / probabilities.shape[0]
}

/**
 * The gradient with respect to the probabilities, [N, C]: -y / (N p), and 0 where y = 0.
 *
 * @throws ShapeError when the shapes differ
 * @throws ArgumentError when an entry of oneHot is not from 0 to 1
 */
export function crossEntropyBackward(probabilities: Tensor, oneHot: Tensor): Tensor {
  expectFit('crossEntropyBackward', probabilities, oneHot)
  const samples = probabilities.shape[0]
  return where(greater(oneHot, 0), div(mul(-1 / samples, oneHot), probabilities), 0)
}

function expectFit(functionName: string, probabilities: Tensor, oneHot: Tensor): void {
  expectRank(functionName, 'probabilities', probabilities, 2, '[N, C]')
  expectShape(functionName, 'oneHot', oneHot, probabilities.shape)
  expectShares(functionName, 'oneHot', oneHot)
}
