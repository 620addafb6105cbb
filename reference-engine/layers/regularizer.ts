import { ArgumentError } from '../argument-error.ts'
import { expectNotNegative, formatValue } from '../expect-argument.ts'
import { add } from '../primitives/binary.ts'
import { l1Penalty, l1PenaltyBackward } from '../regularizers/l1.ts'
import { l2Penalty, l2PenaltyBackward } from '../regularizers/l2.ts'
import type { Regularizer } from './layer.ts'

/** l1 * sum |w| + l2 * sum w^2; a number left out is 0. */
export type RegularizerOption = { l1?: number; l2?: number }

/** @throws ArgumentError, in the name of the layer and its option, unless they are numbers of 0 or more, and nothing else @internal */
export function regularizer(
  layer: string,
  option: string,
  penalties: RegularizerOption | undefined,
): Regularizer | undefined {
  if (penalties === undefined) return undefined
  expectPenalties(layer, option, penalties)
  const { l1 = 0, l2 = 0 } = penalties
  for (const [name, lambda] of Object.entries({ l1, l2 })) {
    expectNotNegative(layer, `${option}.${name}`, lambda)
  }
  return {
    l1,
    l2,
    penalty: (weight) => l1Penalty(weight, l1) + l2Penalty(weight, l2),
    gradient: (weight) => add(l1PenaltyBackward(weight, l1), l2PenaltyBackward(weight, l2)),
  }
}

function expectPenalties(layer: string, option: string, penalties: unknown): void {
  const known = ['l1', 'l2']
  const sound = typeof penalties === 'object' && penalties !== null
  if (sound && Object.keys(penalties).every((name) => known.includes(name))) return
  throw new ArgumentError(
    layer,
    option,
    `an object with the numbers ${known.join(', ')}, or one of them`,
    formatValue(penalties),
  )
}
