import type { Check, Observation, Verdict } from '../exercise.ts'
import type { CurveEvidence } from '../report.ts'
import type { Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import { callPart, drawCases, referenceInputs, referenceResult } from './call-part.ts'
import type { Called, CheckOptions, Inputs } from './check-options.ts'
import { inJson, shown } from './compare.ts'
import { makeCheck, passed } from './make-check.ts'
import { fieldsOf, fit } from './result-tree.ts'

export interface CurveOptions<Case extends Inputs> extends CheckOptions, Called<Case> {
  /** The losses in a result, one a step. */
  losses(result: Value): readonly number[]
  /** How many steps are compared. */
  steps: number
}

/** The losses of the first steps match the reference's, from the same start on the same data. */
export function curve<Case extends Inputs>(part: string, options: CurveOptions<Case>): Check {
  return makeCheck(part, 'curve', options, async (context, id) => {
    const cases = drawCases(context, id, options, 2)
    const observations: Observation[] = []
    let failure: Verdict | null = null
    let evidence: CurveEvidence[] = []
    for (const { id: caseId, drawn } of cases) {
      const inputs = referenceInputs(context.exercise, options, drawn)
      const expected = referenceResult(context.exercise, part, inputs)
      const { value } = await callPart(context.subject, part, options, drawn, { fields: fieldsOf(expected) })
      const fitted = fit(value, expected)
      if (!fitted.fits) {
        observations.push({ part, inputs, actual: value, expected })
        failure ??= { status: 'failed', message: fitted.message, failedCase: caseId }
        continue
      }
      observations.push({ part, inputs, actual: fitted.value, expected })
      const [actual, reference] = [options.losses(fitted.value), options.losses(expected)]
      const curves: CurveEvidence = { type: 'curve', actual: actual.map(inJson), expected: reference.map(inJson) }
      if (evidence.length === 0) evidence = [curves]
      const message = firstWrongLoss(actual, reference, options.steps)
      if (message !== null) failure ??= { status: 'failed', message, evidence: [curves], failedCase: caseId }
    }
    return failure === null ? { ...passed(cases.length), evidence } : { ...failure, observations }
  })
}

function firstWrongLoss(actual: readonly number[], expected: readonly number[], steps: number): Text | null {
  const largest = Math.max(...expected.map(Math.abs))
  const isWrong = (loss: number, step: number): boolean => !(Math.abs(actual[step] - loss) <= 1e-9 + 1e-6 * largest)
  const wrong = expected.slice(0, steps).findIndex(isWrong)
  if (wrong < 0) return null
  return {
    en: `The loss at step ${wrong} is ${shown(actual[wrong])}; from the same start the reference has ${shown(expected[wrong])}.`,
    zh: `第 ${wrong} 步的损失为 ${shown(actual[wrong])}；同一起点下参考答案为 ${shown(expected[wrong])}。`,
  }
}
