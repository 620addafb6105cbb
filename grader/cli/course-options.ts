import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { closest } from 'fastest-levenshtein'
import { exerciseFolders, exerciseId, findExercise, type Course } from '../course/course-folders.ts'
import type { CompiledCourse } from '../course/load-exercise.ts'
import { packageFolder } from './package-folder.ts'
import { UsageError } from './usage-error.ts'

/** The course that a command works on: the package's own. */
export function openCourse(): CompiledCourse {
  return { directory: packageFolder, compiled: join(packageFolder, 'dist', 'course') }
}

/** @throws UsageError with the nearest name where no exercise is called so */
export function exerciseFolder(course: Course, name: string): string {
  const folder = findExercise(course, name)
  if (folder !== null) return folder
  const folders = exerciseFolders(course)
  const ids = folders.map(exerciseId)
  const nearest = closest(name, [...ids, ...folders])
  throw new UsageError('unknown-exercise', {
    en: `there is no exercise called "${name}". Did you mean ${nearest}? There are: ${folders.join(', ')}.`,
    zh: `没有名为“${name}”的练习。是不是 ${nearest}？现有练习：${folders.join('、')}。`,
  })
}

/** @throws UsageError where the folder isn't there */
export function existingFolder(folder: string): string {
  const path = resolve(folder)
  if (existsSync(path)) return path
  throw new UsageError('no-such-folder', {
    en: `the folder ${folder} doesn't exist; --submission takes the folder that holds your files.`,
    zh: `文件夹 ${folder} 不存在；--submission 后面应是存放代码的文件夹。`,
  })
}
