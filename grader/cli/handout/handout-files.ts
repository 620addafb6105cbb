import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exerciseFolders } from '../../course/course-folders.ts'
import { loadExercise, type CompiledCourse } from '../../course/load-exercise.ts'
import type { LoadedExercise } from '../../grade-submission.ts'
import { ownFilesOf } from '../../own-files.ts'
import { packageVersion } from '../package-folder.ts'
import { entryOf, type Entry, type HandoutFile, type Manifest } from './manifest.ts'
import { frameFiles } from './frame-files.ts'

/** All that `grade handout` gives and `grade update` brings up to date, by path, with `/` between names. */
export type HandoutFiles = ReadonlyMap<string, HandoutFile>

/** The exercises that a handout has: those that were chosen, else all but drafts. */
export async function chosenExercises(
  course: CompiledCourse,
  chosen: Manifest['exercises'],
): Promise<LoadedExercise[]> {
  const exercises = await Promise.all(exerciseFolders(course).map((folder) => loadExercise(course, folder)))
  return exercises.filter(({ id, draft }) => (chosen === 'all' ? !draft : chosen.includes(id)))
}

export function handoutFiles(course: CompiledCourse, exercises: readonly LoadedExercise[]): HandoutFiles {
  const given = Object.entries(frameFiles(exercises)).map(([path, text]) => [path, { kind: 'given', text }] as const)
  return new Map<string, HandoutFile>([...given, ...exercises.flatMap((exercise) => exerciseFiles(course, exercise))])
}

export function manifestOf(files: HandoutFiles, exercises: Manifest['exercises']): Manifest {
  const entries = [...files].map(([path, file]): [string, Entry] => [path, entryOf(file)])
  return { schemaVersion: 1, version: packageVersion(), exercises, files: Object.fromEntries(entries) }
}

/** Stub, visible test and handouts; what defines the exercise stays with the grader. */
function exerciseFiles({ directory }: CompiledCourse, exercise: LoadedExercise): [string, HandoutFile][] {
  const folder = join(directory, 'exercises', exercise.folder)
  const written = ownFilesOf(exercise)
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|md)$/.test(entry.name) && !/^(exercise|hints)\.ts$/.test(entry.name))
    .map(({ name }) => {
      const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
      return [`exercises/${exercise.folder}/${name}`, { kind: written.includes(name) ? 'written' : 'given', text }]
    })
}
