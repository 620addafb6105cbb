import { engineRoot, mutatedSolution } from '../../course/solution-submission.ts'
import type { KnownBug } from '../../diagnosis/misconceptions.ts'
import type { CheckResult, Report } from '../../report.ts'
import { inLanes, lanesFor } from '../in-lanes.ts'
import type { ExaminedExercise, Fault, Rule } from '../rule.ts'

const fewestMisconceptions = 8

/** Every misconception loses the check meant for it and those that it blocks, no others, and is named. */
export const rule: Rule = {
  async find(examined) {
    const { exercise, misconceptions, solutionPath } = examined
    const faults: Fault[] = []
    if (misconceptions.length < fewestMisconceptions) {
      const file = `${solutionPath}/misconceptions`
      faults.push({
        file,
        message: `holds ${misconceptions.length} in good order; an exercise explains ${fewestMisconceptions} mistakes or more`,
      })
    }
    const slow = new Set(exercise.checks.filter((check) => check.slow).map(({ id }) => id))
    const found = await inLanes(
      lanesFor(misconceptions.some(({ caughtBy }) => slow.has(caughtBy))),
      misconceptions,
      (bug) => complaints(examined, bug, !slow.has(bug.caughtBy)),
    )
    faults.push(
      ...found.flatMap((messages, index) =>
        messages.map((message) => ({ file: `${solutionPath}/misconceptions/${misconceptions[index].id}.ts`, message })),
      ),
    )
    const named = found.filter((messages) => messages.length === 0).length
    return { faults, counts: { 'misconceptions caught and named': `${named} of ${misconceptions.length}` } }
  },
}

async function complaints(examined: ExaminedExercise, bug: KnownBug, onlyQuick: boolean): Promise<string[]> {
  const { course, exercise, ownFiles } = examined
  const { file } = exercise.parts[bug.part]
  const submission = mutatedSolution(course, exercise.folder, ownFiles, { id: bug.id, part: bug.part, file })
  return complaintsOf(await examined.grade(submission, { onlyQuick, engineRoot }), bug)
}

function complaintsOf({ checks }: Report, { id, caughtBy }: KnownBug): string[] {
  const caught = checks.find((check) => check.id === caughtBy)
  const others = checks
    .filter((check) => lost(check) && check.id !== caughtBy)
    .map((check) => `${check.id} (${check.status})`)
  if (caught === undefined || !lost(caught)) {
    const end = caught === undefined ? '' : ` (${caught.status})`
    const elsewhere = others.length === 0 ? '' : `; it loses ${others.join(', ')}`
    return [
      `is not caught by ${caughtBy}${end}${elsewhere}: make the bug show on its cases, or name the check that catches it`,
    ]
  }
  if (others.length > 0)
    return [`also loses ${others.join(', ')}; a misconception loses ${caughtBy} and what it blocks, no more`]
  const diagnosis = caught.diagnosis?.id ?? 'nothing'
  if (diagnosis !== id)
    return [
      `is not named: the diagnosis is ${diagnosis}; its results on the cases of ${caughtBy} (${caught.status}) must be its own`,
    ]
  return []
}

function lost({ status }: CheckResult): boolean {
  return status !== 'passed' && status !== 'blocked' && status !== 'inconclusive'
}
