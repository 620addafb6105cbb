import type { Check, Observation } from '../exercise.ts'
import type { Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import { drawCases, referenceResult } from './call-part.ts'
import type { CheckOptions, Drawn, Inputs } from './check-options.ts'
import { makeCheck, passed } from './make-check.ts'
import { fieldsOf, fit } from './result-tree.ts'

/** A result that does not even have the expected structure. */
class Misfit extends Error {
  constructor(readonly text: Text) {
    super(text.en ?? '')
  }
}

export interface PropertyOptions<Case extends Inputs> extends CheckOptions, Drawn<Case> {
  /** What does not hold, with the numbers that show it; null where all holds. */
  holds(seen: {
    inputs: Case
    output: Value
    /** The student's result on other arguments. */
    call(...inputs: Case): Promise<Value>
  }): Promise<Text | null> | Text | null
}

/** Something that must be true of every result, whatever its values: it sums to 1, it doesn't move with a shift. */
export function property<Case extends Inputs>(part: string, options: PropertyOptions<Case>): Check {
  return makeCheck(part, 'property', options, async (context, id) => {
    const cases = drawCases(context, id, options, 4)
    const observations: Observation[] = []
    const call = async (...inputs: Case): Promise<Value> => {
      const expected = referenceResult(context.exercise, part, inputs)
      const { value } = await context.subject.call(part, inputs, { fields: fieldsOf(expected) })
      const fitted = fit(value, expected)
      if (!fitted.fits) throw new Misfit(fitted.message)
      observations.push({ part, inputs, actual: fitted.value, expected })
      return fitted.value
    }
    for (const { id: caseId, drawn } of cases) {
      try {
        const message = await options.holds({ inputs: drawn, output: await call(...drawn), call })
        if (message !== null) return { status: 'failed', message, observations, failedCase: caseId }
      } catch (error) {
        if (!(error instanceof Misfit)) throw error
        return { status: 'failed', message: error.text, observations, failedCase: caseId }
      }
    }
    return passed(cases.length)
  })
}
