import { gradeSources } from '../cli/grade-sources.ts'
import { imageOpener } from '../cli/image-opener.ts'
import { packageFolder } from '../cli/package-folder.ts'
import { compileCourse } from '../course/compile-course.ts'
import { exerciseFolders, exerciseId } from '../course/course-folders.ts'
import { loadExercise, loadMisconceptions, type CompiledCourse } from '../course/load-exercise.ts'
import type { ExaminedExercise, Fault, Rule } from './rule.ts'

declare const builtInRules: readonly string[]

export interface CheckCourseOptions {
  /** Only this exercise, such as `exercise-3`. */
  exercise?: string
  data?: string
}

/**
 * Examines a course by every rule of rules/, and prints the faults and the table.
 *
 * @param out folder for the compiled course
 * @returns the number of faults
 */
export async function checkCourse(
  directory: string,
  out: string,
  { exercise: only, data }: CheckCourseOptions,
  print: (line: string) => void,
): Promise<number> {
  const course = await compileCourse({ directory }, packageFolder, out)
  const images = imageOpener({ data, offline: false, language: 'en' })
  const table: string[] = []
  let faults = 0
  for (const folder of exerciseFolders(course)) {
    if (only !== undefined && only !== exerciseId(folder) && only !== folder) continue
    const started = performance.now()
    const { found, counts } = await examine(await open(course, folder, images))
    for (const { file, message } of found) print(`${file} ${message}`)
    faults += found.length
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    table.push(
      [folder, ...Object.entries(counts).map(([name, count]) => `${count} ${name}`), `${seconds} s`].join(' | '),
    )
  }
  for (const row of table) print(row)
  print(faults === 0 ? 'The course is sound.' : `${faults} ${faults === 1 ? 'fault' : 'faults'} to mend.`)
  return faults
}

async function open(
  course: CompiledCourse,
  folder: string,
  images: ReturnType<typeof imageOpener>,
): Promise<ExaminedExercise> {
  const exercise = await loadExercise(course, folder)
  return {
    course,
    exercise,
    ownFiles: [...new Set(Object.values(exercise.parts).map(({ file }) => file))],
    misconceptions: await loadMisconceptions(course, folder),
    exercisePath: `exercises/${folder}`,
    solutionPath: `solutions/${folder}`,
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

async function examine(examined: ExaminedExercise): Promise<{ found: Fault[]; counts: Record<string, number> }> {
  const found: Fault[] = []
  const counts: Record<string, number> = {}
  for (const name of builtInRules) {
    const { rule } = (await import(`./rules/${name}.ts`)) as { rule: Rule }
    const findings = await rule.find(examined)
    found.push(...findings.faults)
    Object.assign(counts, findings.counts)
  }
  return { found, counts }
}
