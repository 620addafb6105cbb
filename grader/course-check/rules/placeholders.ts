import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow } from '../files-below.ts'
import type { ExercisePlace, Fault, Rule } from '../rule.ts'

/** What `npm run new-exercise` leaves where the author has to write something. */
const placeholder = /FILL IN: *(.*?)(['"][,)]|$)/

/** Nothing is left of what a new exercise is made with. */
export const rule: Rule = {
  find: (examined) => ({ faults: findPlaceholders(examined) }),
}

export function findPlaceholders({ course, exercisePath, solutionPath }: ExercisePlace): Fault[] {
  return [exercisePath, solutionPath].flatMap((path) =>
    filesBelow(join(course.directory, path)).flatMap((name) => placeholdersIn(course.directory, `${path}/${name}`)),
  )
}

function placeholdersIn(directory: string, file: string): Fault[] {
  const lines = readFileSync(join(directory, file), 'utf8').split('\n')
  return lines.flatMap((line, index) => {
    const what = placeholder.exec(line)?.[1]
    return what === undefined ? [] : [{ file: `${file}:${index + 1}`, message: `is still to be filled in: ${what}` }]
  })
}
