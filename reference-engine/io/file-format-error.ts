/** A file that can't be read as what it should be; nothing of it is used. */
export class FileFormatError extends Error {
  override readonly name = 'FileFormatError'

  /**
   * @param file what it is called
   * @param problem what is wrong: expected and found
   */
  constructor(
    readonly file: string,
    readonly problem: string,
  ) {
    super(`${file} is damaged or no such file: ${problem}. Nothing was loaded; take another copy, or save it again.`)
  }
}
