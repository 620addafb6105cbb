import { join } from 'node:path'
import { readSubmission } from '../../submission/read-submission.ts'
import type { Fault, Rule } from '../rule.ts'

/** A stub is whole and earns nothing: each function says that it is still to be written. */
export const rule: Rule = {
  async find(examined) {
    const { course, exercise, ownFiles, exercisePath } = examined
    const submission = await readSubmission(join(course.directory, exercisePath), ownFiles)
    const faults: Fault[] = submission.missing.map((file) => ({
      file: `${exercisePath}/${file}`,
      message: 'is missing; the stub has every file that the exercise names',
    }))
    const report = await examined.grade(submission, { onlyQuick: true })
    for (const { part, id, status, message, score } of report.checks) {
      const file = `${exercisePath}/${exercise.parts[part].file}`
      if (score > 0)
        faults.push({ file, message: `the stub earns ${score} points on ${id}; an untouched stub earns none` })
      else if (!['not-attempted', 'blocked', 'inconclusive'].includes(status)) {
        faults.push({
          file,
          message: `the stub of ${part} is broken (${id} is ${status}: ${message.en}); its body is \`return todo('${part}')\``,
        })
      }
    }
    return {
      faults,
      counts: { parts: Object.keys(exercise.parts).length, points: report.maxScore + report.inconclusivePoints },
    }
  },
}
