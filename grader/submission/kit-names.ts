import * as givenOps from '../../reference-engine/given-ops.ts'
import * as kit from '../../reference-engine/student.ts'

/** What an exercise's files may import from `grade-descent/student`: all but the ops that it doesn't give away. */
export function kitNames(gives: readonly string[]): string[] {
  return Object.keys(kit).filter((name) => !(name in givenOps) || gives.includes(name))
}

/** The ops that an exercise keeps back, most of them because it asks to write them. */
export function withheldNames(gives: readonly string[]): string[] {
  return Object.keys(givenOps).filter((name) => !gives.includes(name))
}
