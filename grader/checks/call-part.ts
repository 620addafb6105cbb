import type { CheckContext, Exercise } from '../exercise.ts'
import type { CallOptions, Handle, Reply, Subject, Value } from '../subject/subject.ts'
import { fieldsOf } from './result-tree.ts'
import type { CacheSource, Called, Inputs } from './check-options.ts'
import { withRandom } from './random-seeds.ts'

/** The reference's result for a part. */
export function referenceResult(exercise: Exercise, part: string, inputs: Inputs): Value {
  const reference = exercise.parts[part].reference as (...inputs: Inputs) => Value
  return reference(...withRandom(inputs))
}

/** Arguments of a part as the grader's own functions take them: a cache is the reference's. */
export function referenceInputs<Case extends Inputs>(exercise: Exercise, called: Called<Case>, drawn: Case): Inputs {
  const cache = called.cache && referenceResult(exercise, called.cache.part, called.cache.inputs(...drawn))
  return called.arguments ? called.arguments(drawn, cache) : drawn
}

/** Calls the student's part on a drawn case; a cache is first made by the student's own forward and stays in the child. */
export async function callPart<Case extends Inputs>(
  subject: Subject,
  part: string,
  called: Called<Case>,
  drawn: Case,
  options: CallOptions = {},
): Promise<Reply> {
  if (!called.cache) return subject.call(part, called.arguments ? called.arguments(drawn, null) : drawn, options)
  const { handle } = await subject.call(called.cache.part, called.cache.inputs(...drawn), { keep: true, fields: [] })
  const kept: Handle[] = handle === null ? [] : [handle]
  try {
    return await subject.call(part, called.arguments ? called.arguments(drawn, handle) : drawn, options)
  } finally {
    await subject.release(kept)
  }
}

/** The student's own cache, kept in the child; of its fields, those that the contract names come out as its value. */
export function keepCache<Case extends Inputs>(
  subject: Subject,
  exercise: Exercise,
  cache: CacheSource<Case>,
  drawn: Case,
): Promise<Reply> {
  const inputs = cache.inputs(...drawn)
  const fields = fieldsOf(referenceResult(exercise, cache.part, inputs))
  return subject.call(cache.part, inputs, { keep: true, fields })
}

/** One case of a check: its id, and its arguments. */
export interface DrawnCase<Case extends Inputs> {
  id: string
  drawn: Case
}

/** Draws the cases that are wanted, each from its own seed. */
export function drawCases<Case extends Inputs>(
  context: CheckContext,
  checkId: string,
  called: Called<Case>,
  defaultCount: number,
): DrawnCase<Case>[] {
  return Array.from({ length: called.cases ?? defaultCount }, (_, index) => ({ id: `${checkId}/${index}`, index }))
    .filter(({ id }) => context.wants(id))
    .map(({ id, index }) => ({ id, drawn: called.draw(context.random(id), index) }))
}
