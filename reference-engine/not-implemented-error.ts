/** What a stub throws until its function is written. */
export class NotImplementedError extends Error {
  override readonly name = 'NotImplementedError'

  constructor(readonly functionName: string) {
    super(`${functionName} is still to be written: replace todo('${functionName}') with your own code`)
  }
}

/**
 * Stands in a stub for the code that is still to be written.
 *
 * @throws NotImplementedError always
 */
export function todo(name: string): never {
  throw new NotImplementedError(name)
}
