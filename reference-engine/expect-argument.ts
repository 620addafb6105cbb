import { ArgumentError } from './argument-error.ts'

/** @throws ArgumentError unless `value` is a number for which `holds`; `expected` says so in words @internal */
export function expectNumber(
  functionName: string,
  argument: string,
  value: unknown,
  expected: string,
  holds: (value: number) => boolean,
): asserts value is number {
  if (typeof value === 'number' && holds(value)) return
  throw new ArgumentError(functionName, argument, expected, formatValue(value))
}

/** @throws ArgumentError unless `value` is a whole number of `lowest` or more @internal */
export function expectWhole(
  functionName: string,
  argument: string,
  value: unknown,
  lowest: number,
): asserts value is number {
  expectNumber(
    functionName,
    argument,
    value,
    `a whole number of ${lowest} or more`,
    (x) => Number.isSafeInteger(x) && x >= lowest,
  )
}

/** @throws ArgumentError unless `value` is a finite number greater than 0 @internal */
export function expectPositive(functionName: string, argument: string, value: unknown): asserts value is number {
  expectNumber(functionName, argument, value, 'a number greater than 0', (x) => x > 0 && x < Infinity)
}

/** @throws ArgumentError unless `value` is a finite number of 0 or more @internal */
export function expectNotNegative(functionName: string, argument: string, value: unknown): asserts value is number {
  expectNumber(functionName, argument, value, 'a number of 0 or more', (x) => x >= 0 && x < Infinity)
}

/** @throws ArgumentError unless `value` is from 0 to 1, 1 left out: a rate, a decay, a momentum @internal */
export function expectFraction(functionName: string, argument: string, value: unknown): asserts value is number {
  expectNumber(functionName, argument, value, 'a number of 0 or more and less than 1', (x) => x >= 0 && x < 1)
}

/** @throws ArgumentError unless `value` is true or false @internal */
export function expectBoolean(functionName: string, argument: string, value: unknown): asserts value is boolean {
  if (typeof value === 'boolean') return
  throw new ArgumentError(functionName, argument, 'true or false', formatValue(value))
}

/** @throws ArgumentError unless `value` is an array; `expected` says of what @internal */
export function expectArray(functionName: string, argument: string, value: unknown, expected: string): void {
  if (!Array.isArray(value)) throw new ArgumentError(functionName, argument, expected, formatValue(value))
}

/** @throws ArgumentError unless `value` is an object; `expected` says which, such as `{ weights, bias }` @internal */
export function expectObject(
  functionName: string,
  argument: string,
  value: unknown,
  expected: string,
): asserts value is object {
  if (typeof value === 'object' && value !== null) return
  throw new ArgumentError(functionName, argument, expected, formatValue(value))
}

/** @throws ArgumentError unless `value` is a function; `expected` says what kind of one @internal */
export function expectFunction(functionName: string, argument: string, value: unknown, expected: string): void {
  if (typeof value !== 'function') throw new ArgumentError(functionName, argument, expected, formatValue(value))
}

/** @throws ArgumentError unless `value` is one of these texts @internal */
export function expectOneOf<Choice extends string>(
  functionName: string,
  argument: string,
  value: unknown,
  choices: readonly Choice[],
): asserts value is Choice {
  if (choices.some((choice) => choice === value)) return
  const expected = choices.map((choice) => `'${choice}'`).join(', ')
  throw new ArgumentError(
    functionName,
    argument,
    choices.length > 1 ? `one of ${expected}` : expected,
    formatValue(value),
  )
}

/** A value as it is written in messages: an object of many entries only begun. @internal */
export function formatValue(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (Array.isArray(value)) return `[${value.map(formatValue).join(', ')}]`
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return String(value)
  const text = JSON.stringify(value)
  return text.length > 100 ? `${text.slice(0, 100)}...` : text
}
