import type { Check, Observation, Verdict } from '../exercise.ts'
import { drawCases, callPart, referenceInputs, referenceResult } from './call-part.ts'
import type { Called, CheckOptions, Inputs } from './check-options.ts'
import { differenceText, firstDifference, valuesTolerance } from './compare.ts'
import { makeCheck, passed } from './make-check.ts'
import { fieldsOf, fit, judgedFields } from './result-tree.ts'

export interface ValuesOptions<Case extends Inputs> extends CheckOptions, Called<Case> {
  /** `property` for values that follow from a convention or a promise, such as stability. Default `values`. */
  kind?: 'values' | 'property'
  /** Of the largest expected entry. Default 1e-6. */
  relativeTolerance?: number
  /** The fields of the result that this check judges, where others are judged by checks of their own. Default: all. */
  fields?: readonly string[]
  /** What the cases say about the cause, where no misconception fits. */
  explain?(observations: readonly Observation[]): Verdict['finding'] | null
}

/**
 * Compares the student's result with the reference's on drawn cases: structure, shape, and each entry within
 * 1e-9 + 1e-6 * (largest expected magnitude of the tensor).
 */
export function values<Case extends Inputs>(part: string, options: ValuesOptions<Case>): Check {
  const tolerance = { ...valuesTolerance, relative: options.relativeTolerance ?? valuesTolerance.relative }
  return makeCheck(part, options.kind ?? 'values', options, async (context, id) => {
    const cases = drawCases(context, id, options, 6)
    const observations: Observation[] = []
    let failure: Verdict | null = null
    for (const { id: caseId, drawn } of cases) {
      const inputs = referenceInputs(context.exercise, options, drawn)
      const expected = judgedFields(referenceResult(context.exercise, part, inputs), options.fields)
      const { value } = await callPart(context.subject, part, options, drawn, { fields: fieldsOf(expected) })
      const fitted = fit(value, expected)
      if (!fitted.fits) {
        observations.push({ part, inputs, actual: value, expected, tolerance })
        failure ??= { status: 'failed', message: fitted.message, failedCase: caseId }
        continue
      }
      observations.push({ part, inputs, actual: fitted.value, expected, tolerance })
      const difference = firstDifference(fitted.value, expected, tolerance)
      if (difference === null) continue
      failure ??= {
        status: 'failed',
        message: differenceText(difference),
        evidence: [difference.evidence],
        failedCase: caseId,
      }
    }
    if (failure === null) return passed(cases.length)
    return { ...failure, observations, finding: options.explain?.(observations) ?? undefined }
  })
}
