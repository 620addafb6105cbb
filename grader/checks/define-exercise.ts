import { defaultLimits } from '../default-limits.ts'
import type { Check, Exercise, ExerciseDefinition } from '../exercise.ts'

/**
 * Fills in an exercise's defaults, and makes each check of a part wait for the part's first one.
 *
 * @throws Error when the definition contradicts itself (points, ids, needs); the author reads it from check-course
 */
export function defineExercise(definition: ExerciseDefinition): Exercise {
  const entryOf = new Map<string, string>()
  const checks = definition.checks.map((check): Check => {
    const entry = entryOf.get(check.part)
    if (entry === undefined) entryOf.set(check.part, check.id)
    return entry === undefined || check.needs.includes(entry) ? check : { ...check, needs: [entry, ...check.needs] }
  })
  const exercise: Exercise = {
    gives: [],
    draft: false,
    faultyStub: false,
    ...definition,
    checks,
    limits: { ...defaultLimits, ...definition.limits },
  }
  const fault = faultOf(exercise)
  if (fault !== null) throw new Error(fault)
  return exercise
}

function faultOf(exercise: Exercise): string | null {
  const ids = new Set<string>()
  for (const check of exercise.checks) {
    if (ids.has(check.id)) return `two checks have the id ${check.id}; give one of them a name`
    const missing = check.needs.find((need) => !ids.has(need))
    if (missing !== undefined) return `${check.id} needs ${missing}, which is not listed before it`
    if (!(check.part in exercise.parts)) return `${check.id} judges ${check.part}, which is not among the parts`
    ids.add(check.id)
  }
  const hundredths = exercise.checks.reduce((sum, check) => sum + Math.round(check.points * 100), 0)
  if (hundredths !== 10000) return `the checks' points sum to ${hundredths / 100}; an exercise is worth 100`
  return null
}
