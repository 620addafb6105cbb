/** Shapes that don't fit: names the function, its argument, what was expected and what came. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError'

  constructor(
    readonly functionName: string,
    readonly argument: string,
    readonly expected: string,
    readonly received: string,
  ) {
    super(`${functionName}: ${argument} must be ${expected}; got ${received}`)
  }
}
