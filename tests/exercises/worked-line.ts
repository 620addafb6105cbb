import { evaluate } from 'mathjs'

/** What is wrong with a line `expression = value` of a worked example, or null. */
export function faultOfWorkedLine(line: string): string | null {
  const parts = /^(.*\S) = (\S.*)$/.exec(line)
  if (parts === null) return `${line}: expected "expression = value"`
  const [, expression, value] = parts
  const printed = [...value.matchAll(/-?\d+(?:\.(\d+))?(?:e-?\d+)?/g)]
  const computed = numbersOf(evaluate(expression))
  if (printed.length !== computed.length) {
    return `${line}: the expression gives ${computed.length} numbers, ${printed.length} are printed`
  }
  for (const [position, [number, decimals]] of printed.entries()) {
    const allowed = decimals === undefined ? 0 : 0.5 * 10 ** -decimals.length
    if (!(Math.abs(computed[position] - Number(number)) <= allowed + 1e-12)) {
      return `${line}: the expression gives ${computed[position]}`
    }
  }
  return null
}

function numbersOf(value: unknown): number[] {
  if (typeof value === 'number') return [value]
  const rows: unknown =
    typeof value === 'object' && value !== null && 'toArray' in value
      ? (value.toArray as () => unknown).call(value)
      : value
  if (!Array.isArray(rows)) throw new TypeError(`expected numbers, got ${String(value)}`)
  return rows.flatMap(numbersOf)
}
