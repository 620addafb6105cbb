/** `npm run new-exercise -- <name>`: makes the folders of a new exercise, with all that check-course wants to see filled in. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import Handlebars from 'handlebars'
import yargs from 'yargs'
import { filesBelow } from '../grader/course-check/files-below.ts'
import { exerciseFolders, exerciseId, type Course } from '../grader/course/course-folders.ts'

const templates = join('scripts', 'new-exercise')

interface NewExercise {
  number: number
  /** Such as `exercise-9-batch-normalization`. */
  folder: string
  /** Name of the file that a student writes, without its ending. */
  file: string
  /** Name of the first function. */
  part: string
}

/** @throws Error for a name that can't be a folder's and a function's */
function nameExercise(course: Course, name: string): NewExercise {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(
      `"${name}" can't be the name of an exercise: it takes small letters, digits and single hyphens, such as batch-normalization.`,
    )
  }
  const folders = exerciseFolders(course)
  const taken = folders.find((folder) => folder === `${exerciseId(folder)}-${name}`)
  if (taken !== undefined) throw new Error(`There is ${taken} already; choose another name.`)
  const number = 1 + Math.max(0, ...folders.map((folder) => Number(folder.split('-')[1])))
  const part = name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return { number, folder: `exercise-${number}-${name}`, file: name, part }
}

/** Writes the files of one of the templates' folders; paths are templates too. */
function fillTemplates(from: string, to: string, exercise: NewExercise): void {
  const fill = (text: string): string => Handlebars.compile(text, { noEscape: true, strict: true })(exercise)
  for (const template of filesBelow(from)) {
    const target = join(to, fill(template.replace(/\.hbs$/, '')))
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, fill(readFileSync(join(from, template), 'utf8')), { flag: 'wx' })
  }
}

const { name, course: courseFolder } = await yargs(process.argv.slice(2))
  .scriptName('npm run new-exercise --')
  .command('$0 <name>', 'Makes the folders of a new exercise', (command) =>
    command.positional('name', { type: 'string', demandOption: true, describe: 'such as batch-normalization' }),
  )
  .option('course', { type: 'string', default: '.', describe: 'folder with exercises/ and solutions/' })
  .strict()
  .parseAsync()

try {
  const course = { directory: resolve(courseFolder) }
  const exercise = nameExercise(course, name as string)
  const places = [join('exercises', exercise.folder), join('solutions', exercise.folder)]
  for (const [index, from] of ['exercise', 'solution'].entries())
    fillTemplates(join(templates, from), join(course.directory, places[index]), exercise)
  for (const place of places) console.log(`made ${place.replaceAll('\\', '/')}`)
  const where = courseFolder === '.' ? '' : ` --course ${courseFolder}`
  console.log(
    `What is to be filled in: npm run check-course --${where} --exercise exercise-${exercise.number} (or look for FILL IN)`,
  )
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
