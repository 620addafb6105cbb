import { join } from 'node:path'
import { alternativeFolders } from '../../course/course-folders.ts'
import { readSubmission } from '../../submission/read-submission.ts'
import { inLanes, lanesFor } from '../in-lanes.ts'
import type { ExaminedExercise, Fault, Rule } from '../rule.ts'

const fewestAlternatives = 4

/** The solution and every alternative earn every point; there are at least four alternatives. */
export const rule: Rule = {
  async find(examined) {
    const { course, exercise, solutionPath } = examined
    const alternatives = alternativeFolders(course, exercise.folder)
    const faults: Fault[] = []
    if (alternatives.length < fewestAlternatives) {
      const file = `${solutionPath}/alternatives`
      faults.push({
        file,
        message: `holds ${alternatives.length}; write ${fewestAlternatives} or more (loops, vectorised, cached, other algebra), to show that no right answer fails`,
      })
    }
    const paths = [solutionPath, ...alternatives.map((name) => `${solutionPath}/alternatives/${name}`)]
    const lanes = lanesFor(exercise.checks.some(({ kind }) => kind === 'timing'))
    const found = await inLanes(lanes, paths, (path) => losses(examined, path))
    const accepted = found.slice(1).filter((lost) => lost.length === 0).length
    return {
      faults: [...faults, ...found.flat()],
      counts: { 'alternatives accepted': `${accepted} of ${alternatives.length}` },
    }
  },
}

async function losses(examined: ExaminedExercise, path: string): Promise<Fault[]> {
  const { course, exercise, ownFiles } = examined
  const submission = await readSubmission(join(course.directory, path), ownFiles)
  const report = await examined.grade(submission, { onlyQuick: false })
  return report.checks
    .filter(({ status, waitsFor }) => status !== 'passed' && waitsFor === null)
    .map(({ id, part, status, message }) => ({
      file: `${path}/${exercise.parts[part].file}`,
      message: `a right answer does not pass ${id} (${status}: ${message.en}); mend the answer, or the check`,
    }))
}
