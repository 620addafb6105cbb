import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** A folder with `exercises/` (and, where the instructor is, `solutions/`). */
export interface Course {
  directory: string
}

/** The exercise folders of a course, such as `exercise-3-backprop`, in the order of their numbers. */
export function exerciseFolders({ directory }: Course): string[] {
  return subfolders(join(directory, 'exercises'))
    .filter((folder) => /^exercise-\d+-/.test(folder))
    .sort((first, second) => numberOf(first) - numberOf(second))
}

function numberOf(folder: string): number {
  return Number(folder.split('-')[1])
}

/** `exercise-3-backprop` -> `exercise-3`. */
export function exerciseId(folder: string): string {
  return folder.split('-').slice(0, 2).join('-')
}

/** The folder that `exercise-3`, `3` or the whole name means; null when there is none. */
export function findExercise(course: Course, name: string): string | null {
  const wanted = /^\d+$/.test(name) ? `exercise-${name}` : name.replace(/\/+$/, '')
  return exerciseFolders(course).find((folder) => folder === wanted || exerciseId(folder) === wanted) ?? null
}

/** File names without their ending of the misconceptions of an exercise; empty where the solutions aren't. */
export function misconceptionFiles({ directory }: Course, folder: string): string[] {
  const files = join(directory, 'solutions', folder, 'misconceptions')
  return existsSync(files)
    ? readdirSync(files)
        .filter((name) => name.endsWith('.ts'))
        .map((name) => name.slice(0, -3))
        .sort()
    : []
}

/** Folder names of the alternatives of an exercise. */
export function alternativeFolders({ directory }: Course, folder: string): string[] {
  return subfolders(join(directory, 'solutions', folder, 'alternatives'))
}

function subfolders(directory: string): string[] {
  if (!existsSync(directory)) return []
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}
