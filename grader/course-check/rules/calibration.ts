import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadCalibration } from '../../course/load-exercise.ts'
import type { Calibration } from '../../exercise.ts'
import { wordsOf } from '../words-of.ts'
import type { Rule } from '../rule.ts'

/** Every accuracy check has a threshold, with the target above the floor, and no threshold is left without its check. */
export const rule: Rule = {
  find({ course, exercise, exercisePath }) {
    const file = `${exercisePath}/calibration.json`
    const wanted = exercise.checks.filter(({ kind }) => kind === 'accuracy').map(({ id }) => id)
    const again = `run: npm run grade -- calibrate ${exercise.id}`
    const complain = (...messages: string[]) => ({ faults: messages.map((message) => ({ file, message })) })
    if (wanted.length === 0) {
      const unused = existsSync(join(course.directory, file))
      return unused ? complain('is not used: the exercise has no accuracy check; delete it') : complain()
    }
    let calibration: Calibration | null
    try {
      calibration = loadCalibration(course, exercise.folder)
    } catch (error) {
      return complain(`is no JSON (${wordsOf(error)}); ${again}`)
    }
    if (calibration === null) return complain(`is missing: ${wanted.join(', ')} needs a threshold; ${again}`)
    return complain(...contradictions(calibration, wanted).map((message) => `${message}; ${again}`))
  },
}

function contradictions({ checks = {} }: Calibration, wanted: readonly string[]): string[] {
  const unused = Object.keys(checks).filter((id) => !wanted.includes(id))
  return [
    ...wanted.flatMap((id) => {
      if (!(id in checks)) return [`has no threshold for ${id}`]
      const { floor, target } = checks[id]
      return floor < target ? [] : [`the floor of ${id} (${floor}) is not below its target (${target})`]
    }),
    ...unused.map((id) => `has a threshold for ${id}, which is no accuracy check of the exercise`),
  ]
}
