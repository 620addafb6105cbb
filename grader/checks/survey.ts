import type { Random } from '../../reference-engine/random.ts'
import type { Check, Observation } from '../exercise.ts'
import type { Evidence } from '../report.ts'
import type { Value } from '../subject/subject.ts'
import type { Text } from '../text.ts'
import { referenceResult } from './call-part.ts'
import type { CheckOptions, Inputs } from './check-options.ts'
import { makeCheck, passed } from './make-check.ts'
import { fieldsOf } from './result-tree.ts'

/** What many results say together. */
export interface Reading {
  /**
   * What a mistake can be known by, whatever random numbers it drew: numbers and tensors by name. A known bug with the same
   * traits is the mistake; what nothing tells apart from other mistakes does not belong here.
   */
  traits: { readonly [name: string]: Value }
  /** What is wrong; null where nothing is. */
  fault: { message: Text; evidence?: Evidence[] } | null
}

export interface SurveyOptions<Case extends Inputs> extends CheckOptions {
  kind?: 'values' | 'property'
  /** Draws the arguments of every call. */
  calls(random: Random): readonly Case[]
  /** Reads the results of these calls, of whatever kind they are. */
  read(calls: readonly Case[], outputs: readonly Value[]): Reading
}

/** Judges many calls of a part together: for what is random, and known by its distribution alone. */
export function survey<Case extends Inputs>(part: string, options: SurveyOptions<Case>): Check {
  return makeCheck(part, options.kind ?? 'property', options, async (context, id) => {
    const caseId = `${id}/0`
    if (!context.wants(caseId)) return passed(0)
    const calls = options.calls(context.random(caseId))
    const expected = calls.map((inputs) => referenceResult(context.exercise, part, inputs))
    const outputs: Value[] = []
    for (const [index, inputs] of calls.entries()) {
      outputs.push((await context.subject.call(part, inputs, { fields: fieldsOf(expected[index]) })).value)
    }
    const { traits, fault } = options.read(calls, outputs)
    if (fault === null) return passed(calls.length)
    const observation: Observation = {
      part,
      inputs: calls[0],
      actual: traits,
      expected: options.read(calls, expected).traits,
      survey: { calls, read: (others) => options.read(calls, others).traits },
    }
    return { status: 'failed', ...fault, observations: [observation], failedCase: caseId }
  })
}
