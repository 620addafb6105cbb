/** `npm run check-course`: proves a course sound, exercise by exercise, and prints the table. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import yargs from 'yargs'
import { exerciseFolder } from '../grader/cli/course-options.ts'
import { runnerPath } from '../grader/cli/package-folder.ts'
import { checkCourse } from '../grader/course-check/check-course.ts'
import { exerciseFolders, type Course } from '../grader/course/course-folders.ts'

const options = await yargs(process.argv.slice(2))
  .scriptName('npm run check-course --')
  .option('course', { type: 'string', default: '.', describe: 'folder with exercises/ and solutions/' })
  .option('exercise', { type: 'string', describe: 'only this one, such as exercise-3' })
  .option('data', { type: 'string', describe: 'folder of the data' })
  .strict()
  .parseAsync()

/** @throws Error where there is nothing to examine */
function foldersToExamine(course: Course, only: string | undefined): string[] {
  const folders = exerciseFolders(course)
  if (folders.length === 0)
    throw new Error(`${course.directory} has no exercises/exercise-N-name; --course takes the folder above exercises/.`)
  if (only === undefined) return folders
  return [exerciseFolder(course, only)]
}

async function run(): Promise<number> {
  if (!existsSync(runnerPath)) throw new Error(`${runnerPath} is missing, and submissions run in it: npm run build`)
  const course = { directory: resolve(options.course) }
  const folders = foldersToExamine(course, options.exercise)
  // Inside node_modules, where the compiled course finds the packages that it imports.
  const out = mkdtempSync(join(process.cwd(), 'node_modules', '.check-course-'))
  try {
    return await checkCourse(course, out, { folders, data: options.data }, (line) => console.log(line))
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

try {
  process.exitCode = (await run()) === 0 ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
