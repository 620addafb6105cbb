import { engineRoot, mutatedSolution } from '../../course/solution-submission.ts'
import type { KnownBug } from '../../diagnosis/misconceptions.ts'
import type { CheckResult, Report } from '../../report.ts'
import type { ExaminedExercise, Fault, Rule } from '../rule.ts'

const fewestMisconceptions = 8

/** Every misconception loses the check meant for it and those that it blocks, no others, and is named. */
export const rule: Rule = {
  async find(examined) {
    const { misconceptions, solutionPath } = examined
    const faults: Fault[] = []
    if (misconceptions.length < fewestMisconceptions) {
      const file = `${solutionPath}/misconceptions`
      faults.push({
        file,
        message: `holds ${misconceptions.length} misconceptions; an exercise explains ${fewestMisconceptions} or more`,
      })
    }
    let named = 0
    for (const bug of misconceptions) {
      const found = await examine(examined, bug)
      if (found.length === 0) named++
      faults.push(...found.map((message) => ({ file: `${solutionPath}/misconceptions/${bug.id}.ts`, message })))
    }
    return { faults, counts: { misconceptions: named } }
  },
}

async function examine(examined: ExaminedExercise, bug: KnownBug): Promise<string[]> {
  const { course, exercise, ownFiles } = examined
  const part = exercise.parts[bug.part]
  if (part === undefined)
    return [
      `exports ${bug.part || 'no function'}, which is no part of the exercise; export the function that it gets wrong`,
    ]
  if (!exercise.checks.some(({ id }) => id === bug.caughtBy))
    return [`is to be caught by ${bug.caughtBy}, which is no check of the exercise; name one`]
  const submission = mutatedSolution(course, exercise.folder, ownFiles, { id: bug.id, part: bug.part, file: part.file })
  const report = await examined.grade(submission, { onlyQuick: true, engineRoot: engineRoot(course) })
  return complaints(report, bug)
}

function complaints({ checks }: Report, { id, caughtBy }: KnownBug): string[] {
  const caught = checks.find((check) => check.id === caughtBy)
  if (caught === undefined || !lost(caught))
    return [`is not caught by ${caughtBy}; make the bug show on its cases, or name the check that catches it`]
  const others = checks
    .filter((check) => lost(check) && check.id !== caughtBy)
    .map((check) => `${check.id} (${check.status})`)
  if (others.length > 0)
    return [`also loses ${others.join(', ')}; a misconception loses ${caughtBy} and what it blocks alone`]
  const diagnosis = caught.diagnosis?.id ?? 'nothing'
  if (diagnosis !== id) return [`is diagnosed as ${diagnosis}; its results on the cases of ${caughtBy} must be its own`]
  return []
}

function lost({ status }: CheckResult): boolean {
  return status !== 'passed' && status !== 'blocked' && status !== 'inconclusive'
}
