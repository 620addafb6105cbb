import { existsSync } from 'node:fs'
import { ownFilesOf } from '../own-files.ts'
import { join, relative, resolve } from 'node:path'
import type { BuildFailure } from 'esbuild'
import { gradeSources } from '../cli/grade-sources.ts'
import { packageFolder } from '../cli/package-folder.ts'
import { compileCourse } from '../course/compile-course.ts'
import type { Course } from '../course/course-folders.ts'
import { loadExercise, loadMisconceptionModules, type CompiledCourse } from '../course/load-exercise.ts'
import type { LoadedExercise } from '../grade-submission.ts'
import type { ImageSource } from '../../reference-engine/data/image-source.ts'
import { readBugs } from './read-bugs.ts'
import { wordsOf } from './words-of.ts'
import type { ExaminedExercise, ExercisePlace, Fault } from './rule.ts'

/** An exercise ready to be examined (null where it can't even be loaded), and the faults found on the way. */
export interface Opened {
  place: ExercisePlace
  examined: ExaminedExercise | null
  faults: Fault[]
}

/**
 * Compiles and loads one exercise. What keeps it from that is a fault of the course, in the file where it is mended.
 *
 * @param out folder for the compiled exercise
 */
export async function openExercise(
  course: Course,
  folder: string,
  out: string,
  images: () => Promise<ImageSource | null>,
): Promise<Opened> {
  const paths = { exercisePath: `exercises/${folder}`, solutionPath: `solutions/${folder}` }
  const compiled: CompiledCourse = { ...course, compiled: join(out, 'course') }
  const place: ExercisePlace = { course: compiled, ...paths }
  const missing = missingPieces(course, place)
  if (missing.length > 0) return { place, examined: null, faults: missing }
  try {
    await compileCourse(course, packageFolder, out, [folder])
  } catch (error) {
    return { place, examined: null, faults: buildFaults(course, place, error) }
  }
  const file = `${paths.exercisePath}/exercise.ts`
  const exercise = await loaded(() => loadExercise(compiled, folder), file)
  if ('message' in exercise) return { place, examined: null, faults: [exercise] }
  const modules = await loaded(() => loadMisconceptionModules(compiled, folder), `${paths.solutionPath}/misconceptions`)
  if ('message' in modules) return { place, examined: null, faults: [modules] }
  const { bugs, faults } = readBugs(modules, exercise, paths.solutionPath)
  return { place, examined: { ...place, ...examinedParts(compiled, exercise, images), misconceptions: bugs }, faults }
}

function missingPieces({ directory }: Course, { exercisePath, solutionPath }: ExercisePlace): Fault[] {
  const pieces: Fault[] = [
    { file: `${exercisePath}/exercise.ts`, message: 'is missing; it declares the exercise (defineExercise)' },
    { file: solutionPath, message: 'is missing; it holds the solution, its alternatives and misconceptions' },
  ]
  return pieces.filter(({ file }) => !existsSync(join(directory, file)))
}

function examinedParts(
  course: CompiledCourse,
  exercise: LoadedExercise,
  images: () => Promise<ImageSource | null>,
): Pick<ExaminedExercise, 'exercise' | 'ownFiles' | 'grade'> {
  return {
    exercise,
    ownFiles: ownFilesOf(exercise),
    grade: (submission, { onlyQuick, engineRoot }) =>
      gradeSources(course, exercise, {
        submission,
        engineRoot,
        onlyQuick,
        images,
        onlyCase: null,
        seed: null,
        secret: new Uint8Array(),
        printedCommand: 'npm run grade --',
        live: { result: () => undefined, progress: () => undefined },
      }),
  }
}

async function loaded<Result extends object>(load: () => Promise<Result>, file: string): Promise<Result | Fault> {
  try {
    return await load()
  } catch (error) {
    return { file, message: `can't be loaded: ${wordsOf(error)}` }
  }
}

function buildFaults({ directory }: Course, { exercisePath, solutionPath }: ExercisePlace, error: unknown): Fault[] {
  const { errors } = error as Partial<BuildFailure>
  if (errors === undefined || errors.length === 0) throw error
  return errors.map(({ text, location }) => {
    const message = `can't be compiled: ${text}; mend this first`
    if (location === null) return { file: `${exercisePath}/exercise.ts`, message }
    if (location.namespace === 'course') return { file: `${solutionPath}/misconceptions`, message }
    const file = relative(directory, resolve(location.file)).replaceAll('\\', '/')
    return { file: `${file}:${location.line}`, message }
  })
}
