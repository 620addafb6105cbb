import { join } from 'node:path'
import type { CheckResult } from '../../report.ts'
import { readSubmission } from '../../submission/read-submission.ts'
import type { Fault, Rule } from '../rule.ts'

/** A stub is whole and earns nothing: each function says that it is still to be written, or has an error that is named. */
export const rule: Rule = {
  async find(examined) {
    const { course, exercise, ownFiles, exercisePath } = examined
    const submission = await readSubmission(join(course.directory, exercisePath), ownFiles)
    const faults: Fault[] = submission.missing.map((file) => ({
      file: `${exercisePath}/${file}`,
      message: 'is missing; the stub has every file that the exercise names',
    }))
    const report = await examined.grade(submission, { onlyQuick: true })
    const complain = exercise.faultyStub ? complaintOfFaulty : complaintOfUnwritten
    for (const result of report.checks) {
      const file = `${exercisePath}/${exercise.parts[result.part].file}`
      const message = result.score > 0 ? earns(result) : complain(result)
      if (message !== null) faults.push({ file, message })
    }
    return {
      faults,
      counts: { parts: Object.keys(exercise.parts).length, points: report.maxScore + report.inconclusivePoints },
    }
  },
}

function earns({ id, score }: CheckResult): string {
  return `the stub earns ${score} points on ${id}; an untouched stub earns none`
}

function complaintOfUnwritten({ part, id, status, message }: CheckResult): string | null {
  if (['not-attempted', 'blocked', 'inconclusive'].includes(status)) return null
  return `the stub of ${part} is broken (${id} is ${status}: ${message.en}); its body is \`return todo('${part}')\``
}

/** An error that was put into a stub on purpose is one that the grader can name. */
function complaintOfFaulty({ id, status, message, diagnosis }: CheckResult): string | null {
  if (status === 'blocked' || status === 'inconclusive') return null
  if (status !== 'failed')
    return `the faulty stub ends ${id} as ${status} (${message.en}); its code runs, and only its results are wrong`
  if (diagnosis === null || diagnosis.id.startsWith('relation-'))
    return `the error of the stub that ${id} finds has no name (${message.en}); add it to the misconceptions`
  return null
}
