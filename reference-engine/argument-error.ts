/** An option or number that can't be: names the function or layer, its argument, what was expected and what came. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError'

  constructor(
    readonly functionName: string,
    readonly argument: string,
    readonly expected: string,
    readonly received: string,
  ) {
    super(`${functionName}: ${argument} must be ${expected}; got ${received}`)
  }
}
