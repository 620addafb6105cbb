import { all, create, type BigNumber, type MathNode } from 'mathjs'

const math = create(all, { number: 'BigNumber', precision: 64 })

/** A function of one number and its derivative. */
export interface ScalarOracle {
  value(x: number): number
  derivative(x: number): number
}

/** A formula in x and its symbolic derivative, evaluated with 64 digits. */
export function scalarOracle(formula: string): ScalarOracle {
  const node = math.parse(formula)
  const derivative = math.derivative(node, 'x')
  return { value: (x) => evaluate(node, { x }), derivative: (x) => evaluate(derivative, { x }) }
}

/** A formula in any names, evaluated with 64 digits. */
export function exact(formula: string, values: { [name: string]: number }): number {
  return evaluate(math.parse(formula), values)
}

/** The symbolic derivative by one of the names, evaluated with 64 digits. */
export function exactDerivative(formula: string, by: string, values: { [name: string]: number }): number {
  return evaluate(math.derivative(formula, by), values)
}

function evaluate(node: MathNode, values: { [name: string]: number }): number {
  const scope = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, math.bignumber(value)]))
  return (node.evaluate(scope) as BigNumber).toNumber()
}
