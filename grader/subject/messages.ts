/**
 * What travels in the frames: each message is a list of values, its kind first, then the number of the request.
 *
 *     grader -> child   load     number, file, code, names of the kit that this exercise may use
 *                       call     number, file, part, handle to keep the result under (0: don't), paths of the fields to copy
 *                                out (null: all), whether to send the inputs back, handles to forget, ...inputs
 *                       read     number, handle, paths of the fields to copy out (null: all)
 *     child -> grader   ready
 *                       output   number, text, whether more was cut off
 *                       answer   number, processor milliseconds, value, ...inputs after the call
 *                       failure  number, kind, ...details as in `Failure`
 */
export type RequestKind = 'load' | 'call' | 'read'

/** How a request failed inside the child. After an `exit` or `output-limit` the child ends itself. */
export type Failure =
  | { kind: 'exception'; name: string; message: string; stack: string }
  | { kind: 'not-attempted'; name: string; message: string; stack: string }
  | { kind: 'promise' }
  | { kind: 'missing-export'; received: string; exported: string[] }
  | { kind: 'unsendable'; path: string; what: string; detail: string }
  | { kind: 'exit'; call: string; stack: string }
  | { kind: 'output-limit'; stack: string }

/** Characters of printed text that one request sends; the rest is only counted. */
export const printedTextLimit = 8192

/** Characters of an error's message and of its stack that are sent. */
export const messageLimit = 2000
export const stackLimit = 8000

/** The file name that the code of `file` runs under, as it stands in stack traces. */
export function scriptName(file: string): string {
  return `submission:///${file}`
}

/** The free variable through which bundled code reaches the kit. */
export const kitVariable = '__gradeDescentKit'
