import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ExaminedExercise, Rule } from '../rule.ts'

/** Every file has a place and a use: what nobody reads is a leftover. */
export const rule: Rule = {
  find(examined) {
    const strays = [
      ...filesBelow(examined, examined.exercisePath, exerciseFile(examined)),
      ...filesBelow(examined, examined.solutionPath, solutionFile(examined)),
    ]
    return {
      faults: strays.map((file) => ({
        file,
        message: 'is a stray file: nothing of the course uses it; delete or move it',
      })),
    }
  },
}

function filesBelow({ course }: ExaminedExercise, path: string, known: (file: string) => boolean): string[] {
  return readdirSync(join(course.directory, path), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(join(course.directory, path).length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((file) => !known(file))
    .map((file) => `${path}/${file}`)
}

function exerciseFile({ ownFiles }: ExaminedExercise): (file: string) => boolean {
  const names = ['exercise.ts', 'hints.ts', 'handout.en.md', 'handout.zh.md', 'calibration.json', ...ownFiles]
  return (file) => names.includes(file) || /^[^/]+\.test\.ts$/.test(file) || /^checks\/[^/]+\.ts$/.test(file)
}

function solutionFile({ ownFiles }: ExaminedExercise): (file: string) => boolean {
  return (file) =>
    ownFiles.includes(file) || /^misconceptions\/[^/]+\.ts$/.test(file) || /^alternatives\/[^/]+\/[^/]+\.ts$/.test(file)
}
