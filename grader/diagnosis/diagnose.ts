import type { Verdict } from '../exercise.ts'
import type { CheckKind } from '../report.ts'
import type { Explanation } from './explanation.ts'
import { explainByMisconception, type KnownBug } from './misconceptions.ts'
import { explainByRelation } from './relations.ts'

/** Explains a failed check: a known bug if one gives the same results, else what the check itself found, else a relation. */
export function diagnose(
  checkId: string,
  kind: CheckKind,
  { observations = [], finding }: Verdict,
  bugs: readonly KnownBug[],
): Explanation | null {
  return explainByMisconception(checkId, kind, observations, bugs) ?? finding ?? explainByRelation(observations)
}
