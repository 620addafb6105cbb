import { join } from 'node:path'
import { alternativeFolders } from '../../course/course-folders.ts'
import { readSubmission } from '../../submission/read-submission.ts'
import { filesBelow } from '../files-below.ts'
import type { ExaminedExercise, Rule } from '../rule.ts'

/** Every file has a place and a use: what nobody reads is a leftover. */
export const rule: Rule = {
  async find(examined) {
    const strays = [...(await straysOfExercise(examined)), ...(await straysOfSolution(examined))]
    return {
      faults: strays.map((file) => ({
        file,
        message: 'is a stray file: nothing of the course uses it; delete it, or import it where it belongs',
      })),
    }
  },
}

/** `grade calibrate` goes on from this file when it was interrupted. */
const calibrationProgress = /^\.[^/]+\.calibration-progress\.json$/

async function straysOfExercise({ course, exercisePath, ownFiles }: ExaminedExercise): Promise<string[]> {
  const folder = join(course.directory, exercisePath)
  const files = filesBelow(folder)
  const tests = files.filter((file) => /^[^/]+\.test\.ts$/.test(file))
  const imported = await withImports(folder, ['exercise.ts', ...ownFiles, ...tests])
  const known = ['handout.en.md', 'handout.zh.md', 'calibration.json', ...imported]
  return files
    .filter((file) => !known.includes(file) && !calibrationProgress.test(file))
    .map((file) => `${exercisePath}/${file}`)
}

async function straysOfSolution({ course, exercise, solutionPath, ownFiles }: ExaminedExercise): Promise<string[]> {
  const folder = join(course.directory, solutionPath)
  const known = new Set(['seeds.json', ...(await withImports(folder, ownFiles))])
  for (const name of alternativeFolders(course, exercise.folder)) {
    const imported = await withImports(join(folder, 'alternatives', name), ownFiles)
    for (const file of imported) known.add(`alternatives/${name}/${file}`)
  }
  return filesBelow(folder)
    .filter((file) => !known.has(file) && !/^misconceptions\/[^/]+\.ts$/.test(file))
    .map((file) => `${solutionPath}/${file}`)
}

/** The files, and those beside them that they import. */
async function withImports(folder: string, files: readonly string[]): Promise<string[]> {
  const { files: read, refused } = await readSubmission(folder, files)
  return [...read.keys(), ...refused.keys()]
}
