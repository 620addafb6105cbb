/** `npm run check-course`: proves a course sound, exercise by exercise, and prints the table. */
import { mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import yargs from 'yargs'
import { checkCourse } from '../grader/course-check/check-course.ts'

const options = await yargs(process.argv.slice(2))
  .scriptName('npm run check-course --')
  .option('course', { type: 'string', default: '.', describe: 'folder with exercises/ and solutions/' })
  .option('exercise', { type: 'string', describe: 'only this one' })
  .option('data', { type: 'string', describe: 'folder of the data' })
  .strict()
  .parseAsync()

const out = mkdtempSync(join(process.cwd(), 'node_modules', '.check-course-'))
try {
  const faults = await checkCourse(resolve(options.course), out, options, (line) => console.log(line))
  process.exitCode = faults === 0 ? 0 : 1
} finally {
  rmSync(out, { recursive: true, force: true })
}
