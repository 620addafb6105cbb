/** Something that whoever started the program can mend; the message says how. Exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError'
}
