import { all, create, type BigNumber } from 'mathjs'

const math = create(all, { number: 'BigNumber', precision: 64 })

/**
 * Assignments such as `m = beta1 * m + (1 - beta1) * g`, run one after the other for each of the gradients, in numbers of 64
 * digits: `g` is the gradient, `t` the number of the step, from 1.
 *
 * @param start the names' values before the first step
 * @returns what `result` is in the end
 */
export function exactSteps(
  assignments: readonly string[],
  start: { readonly [name: string]: number },
  gradients: readonly number[],
  result: string,
): number {
  const compiled = assignments.map((text) => math.compile(text))
  const scope = Object.fromEntries(Object.entries(start).map(([name, value]) => [name, math.bignumber(value)]))
  const firstStep = start.t ?? 1
  gradients.forEach((gradient, index) => {
    scope.g = math.bignumber(gradient)
    scope.t = math.bignumber(firstStep + index)
    for (const assignment of compiled) assignment.evaluate(scope)
  })
  return (scope[result] as BigNumber).toNumber()
}
