import { join } from 'node:path'
import type { LoadedExercise } from '../grade-submission.ts'
import { ownFilesOf } from '../own-files.ts'
import { readSubmission, type Submission } from '../submission/read-submission.ts'
import { alternativeFolders } from './course-folders.ts'
import { loadMisconceptions, type CompiledCourse } from './load-exercise.ts'
import { mutatedSolution } from './solution-submission.ts'

/** A submission whose grade is known beforehand: a right answer, or the solution with one misconception in it. */
export interface Contender {
  /** `solution`, the folder of an alternative, or the file of a misconception without its ending. */
  name: string
  kind: 'right' | 'wrong'
  submission: Submission
  /** The function that it gets wrong, and the check meant for it; null for right answers. */
  part: string | null
  caughtBy: string | null
  harmsTraining: boolean
}

/** The solution, the alternatives and the misconceptions of an exercise. */
export async function contendersOf(course: CompiledCourse, exercise: LoadedExercise): Promise<Contender[]> {
  const { folder } = exercise
  const ownFiles = ownFilesOf(exercise)
  const solution = join(course.directory, 'solutions', folder)
  const right = [
    ['solution', solution],
    ...alternativeFolders(course, folder).map((name) => [name, join(solution, 'alternatives', name)]),
  ]
  const bugs = await loadMisconceptions(course, folder)
  return [
    ...(await Promise.all(
      right.map(async ([name, directory]): Promise<Contender> => {
        const submission = await readSubmission(directory, ownFiles)
        return { name, kind: 'right', harmsTraining: false, part: null, caughtBy: null, submission }
      }),
    )),
    ...bugs.map(({ id, part, caughtBy, harmsTraining = true }): Contender => {
      const { file } = exercise.parts[part]
      const submission = mutatedSolution(course, folder, ownFiles, { id, part, file })
      return { name: id, kind: 'wrong', harmsTraining, part, caughtBy, submission }
    }),
  ]
}
