import { join } from 'node:path'
import { alternativeFolders } from '../../course/course-folders.ts'
import { readSubmission } from '../../submission/read-submission.ts'
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
        message: `holds ${alternatives.length} alternatives; ${fewestAlternatives} or more show that no right answer fails`,
      })
    }
    const paths = [solutionPath, ...alternatives.map((name) => `${solutionPath}/alternatives/${name}`)]
    let accepted = 0
    for (const path of paths) {
      const found = await losses(examined, path)
      faults.push(...found)
      if (found.length === 0 && path !== solutionPath) accepted++
    }
    return { faults, counts: { alternatives: accepted } }
  },
}

async function losses(examined: ExaminedExercise, path: string): Promise<Fault[]> {
  const { course, exercise, ownFiles } = examined
  const submission = await readSubmission(join(course.directory, path), ownFiles)
  const report = await examined.grade(submission, { onlyQuick: false })
  return report.checks
    .filter(({ status }) => status !== 'passed' && status !== 'blocked')
    .map(({ id, part, status, message }) => ({
      file: `${path}/${exercise.parts[part].file}`,
      message: `a right answer does not pass ${id} (${status}: ${message.en}); mend the answer, or the check`,
    }))
}
