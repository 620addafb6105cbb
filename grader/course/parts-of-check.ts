import type { Check, Exercise } from '../exercise.ts'

/** The parts that a check runs: its own, and those of the checks that it needs. */
export function partsOfCheck({ checks }: Exercise, { part, needs }: Check): Set<string> {
  return new Set([part, ...checks.filter(({ id }) => needs.includes(id)).map((needed) => needed.part)])
}
