import type { KnownBug } from '../diagnosis/misconceptions.ts'
import type { Exercise, Misconception } from '../exercise.ts'
import type { Text } from '../text.ts'
import type { Fault } from './rule.ts'

type Exported = Readonly<Record<string, unknown>>

/** The misconceptions whose files export what they should; what is wrong with the others. */
export function readBugs(
  modules: readonly [id: string, exported: Exported][],
  exercise: Exercise,
  solutionPath: string,
): { bugs: KnownBug[]; faults: Fault[] } {
  const bugs: KnownBug[] = []
  const faults: Fault[] = []
  for (const [id, { misconception, ...functions }] of modules) {
    const message = faultOf(misconception, Object.keys(functions), exercise)
    if (message !== null) {
      faults.push({ file: `${solutionPath}/misconceptions/${id}.ts`, message })
      continue
    }
    const [[part, run]] = Object.entries(functions)
    bugs.push({ ...(misconception as Misconception), id, part, run: run as KnownBug['run'] })
  }
  return { bugs, faults }
}

function faultOf(misconception: unknown, exported: readonly string[], exercise: Exercise): string | null {
  if (!isMisconception(misconception))
    return 'has no `export const misconception` with title, explanation and caughtBy; describe the mistake there'
  if (exported.length !== 1)
    return `exports ${exported.join(', ') || 'no function'}; beside \`misconception\` it exports the one function that it gets wrong`
  const [part] = exported
  if (!(part in exercise.parts))
    return `exports ${part}, which is no part of the exercise (${Object.keys(exercise.parts).join(', ')}); export the function that it gets wrong`
  if (!exercise.checks.some(({ id }) => id === misconception.caughtBy)) {
    const own = exercise.checks.filter((check) => check.part === part).map(({ id }) => id)
    return `is to be caught by ${misconception.caughtBy}, which is no check of the exercise; name one (of ${part}: ${own.join(', ')})`
  }
  return null
}

function isMisconception(value: unknown): value is Misconception {
  if (typeof value !== 'object' || value === null) return false
  const { title, explanation, caughtBy } = value as Record<string, unknown>
  return isText(title) && isText(explanation) && typeof caughtBy === 'string'
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'en' in value && 'zh' in value
}
