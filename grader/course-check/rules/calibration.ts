import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { calibrationFile, loadCalibration } from '../../course/load-exercise.ts'
import type { Fault, Rule } from '../rule.ts'

/** Every accuracy check has a threshold, with the target above the floor. */
export const rule: Rule = {
  find({ course, exercise, exercisePath }) {
    const file = `${exercisePath}/calibration.json`
    const checks = exercise.checks.filter(({ kind }) => kind === 'accuracy')
    if (checks.length === 0) {
      const unused = existsSync(join(course.directory, file))
      return { faults: unused ? [{ file, message: 'is not used: the exercise has no accuracy check; delete it' }] : [] }
    }
    const calibration = existsSync(calibrationFile(course, exercise.folder))
      ? loadCalibration(course, exercise.folder)
      : null
    const faults: Fault[] = checks.flatMap(({ id }) => {
      const threshold = calibration?.checks[id]
      if (threshold === undefined)
        return [{ file, message: `has no threshold for ${id}; run: npm run grade -- calibrate ${exercise.id}` }]
      if (threshold.floor >= threshold.target)
        return [{ file, message: `the floor of ${id} is not below its target; calibrate it again` }]
      return []
    })
    return { faults }
  },
}
