/** `npm run check-course`: proves a course sound, exercise by exercise, and prints the table; `--seeds 50` does so under many seeds. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { isMainThread } from 'node:worker_threads'
import yargs from 'yargs'
import { exerciseFolder } from '../grader/cli/course-options.ts'
import { runnerPath } from '../grader/cli/package-folder.ts'
import { checkCourse } from '../grader/course-check/check-course.ts'
import { checkSeeds } from '../grader/course-check/seeds/check-seeds.ts'
import { serveLane } from '../grader/course-check/seeds/lane.ts'
import { exerciseFolders, type Course } from '../grader/course/course-folders.ts'

function readOptions() {
  return yargs(process.argv.slice(2))
    .scriptName('npm run check-course --')
    .option('course', { type: 'string', default: '.', describe: 'folder with exercises/ and solutions/' })
    .option('exercise', { type: 'string', describe: 'only this one, such as exercise-3' })
    .option('data', { type: 'string', describe: 'folder of the data' })
    .option('seeds', {
      type: 'number',
      describe:
        'grades right answers under so many seeds (50), misconceptions under two fifths of them, and writes the tables',
    })
    .option('lanes', { type: 'number', default: availableParallelism(), describe: 'with --seeds: gradings at a time' })
    .strict()
    .parseAsync()
}

/** @throws Error where there is nothing to examine */
function foldersToExamine(course: Course, only: string | undefined): string[] {
  const folders = exerciseFolders(course)
  if (folders.length === 0)
    throw new Error(`${course.directory} has no exercises/exercise-N-name; --course takes the folder above exercises/.`)
  if (only === undefined) return folders
  return [exerciseFolder(course, only)]
}

async function run(): Promise<number> {
  const { course: directory, exercise, data, seeds, lanes } = await readOptions()
  if (!existsSync(runnerPath)) throw new Error(`${runnerPath} is missing, and submissions run in it: npm run build`)
  const course = { directory: resolve(directory) }
  const folders = foldersToExamine(course, exercise)
  // Inside node_modules, where the compiled course finds the packages that it imports.
  const out = mkdtempSync(join(process.cwd(), 'node_modules', '.check-course-'))
  const print = (line: string): void => console.log(line)
  try {
    if (seeds === undefined) return await checkCourse(course, out, { folders, data }, print)
    const program = new URL(import.meta.url)
    return await checkSeeds(
      course,
      out,
      { folders, data, seeds, lanes, kept: join(course.directory, '.cache', 'seeds'), program },
      print,
    )
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

async function main(): Promise<void> {
  try {
    process.exitCode = (await run()) === 0 ? 0 : 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 2
  }
}

if (isMainThread) await main()
else serveLane()
