import { expectNumber } from '../expect-argument.ts'
import { add } from '../primitives/binary.ts'
import { l1Penalty, l1PenaltyBackward } from '../regularizers/l1.ts'
import { l2Penalty, l2PenaltyBackward } from '../regularizers/l2.ts'
import type { Regularizer } from './layer.ts'

/** l1 * sum |w| + l2 * sum w^2; a number left out is 0. */
export type RegularizerOption = { l1?: number; l2?: number }

/** @throws ArgumentError, in the name of the layer and its option, unless both numbers are 0 or more @internal */
export function regularizer(
  layer: string,
  option: string,
  penalties: RegularizerOption | undefined,
): Regularizer | undefined {
  if (!penalties) return undefined
  const { l1 = 0, l2 = 0 } = penalties
  for (const [name, lambda] of Object.entries({ l1, l2 })) {
    expectNumber(layer, `${option}.${name}`, lambda, 'a number of 0 or more', (value) => value >= 0)
  }
  return {
    l1,
    l2,
    penalty: (weight) => l1Penalty(weight, l1) + l2Penalty(weight, l2),
    gradient: (weight) => add(l1PenaltyBackward(weight, l1), l2PenaltyBackward(weight, l2)),
  }
}
