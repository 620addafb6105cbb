import { expectWhole } from '../expect-argument.ts'
import { expectRank, expectShape } from '../expect-shape.ts'
import { add, div } from '../primitives/binary.ts'
import { argMax } from '../primitives/reduce.ts'
import type { Random } from '../random.ts'
import { ShapeError } from '../shape-error.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The training set of one member of a bagged ensemble (Breiman, 1996): `count` indices from 0 to count - 1, drawn with
 * replacement, so that about 63% of the samples are in it.
 */
export function bootstrapIndices(count: number, random: Random): Int32Array {
  expectWhole('bootstrapIndices', 'count', count, 1)
  return Int32Array.from({ length: count }, () => random.integer(count))
}

/**
 * The mean of what the members predict.
 *
 * @param probabilities of one shape each, such as [N, C]
 * @throws ShapeError when there are none or their shapes differ
 */
export function meanProbabilities(probabilities: readonly Tensor[]): Tensor {
  expectMembers('meanProbabilities', probabilities)
  return div(
    probabilities.reduce((total, t) => add(total, t)),
    probabilities.length,
  )
}

/**
 * The class numbers that the members agree on: where the mean of their probabilities is largest.
 *
 * @param probabilities [N, C] each
 * @returns N class numbers
 * @throws ShapeError when there are none or their shapes differ
 */
export function ensemblePredict(probabilities: readonly Tensor[]): Int32Array {
  expectMembers('ensemblePredict', probabilities)
  expectRank('ensemblePredict', 'probabilities[0]', probabilities[0], 2, '[N, C]')
  return Int32Array.from(argMax(meanProbabilities(probabilities), 1).data)
}

function expectMembers(functionName: string, members: readonly Tensor[]): void {
  if (members.length === 0) throw new ShapeError(functionName, 'probabilities', 'at least one tensor', 'none')
  members.forEach((member, index) => expectShape(functionName, `probabilities[${index}]`, member, members[0].shape))
}
