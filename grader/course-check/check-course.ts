import { join } from 'node:path'
import { imageOpener } from '../cli/image-opener.ts'
import type { Course } from '../course/course-folders.ts'
import { openExercise } from './open-exercise.ts'
import { columns, type ExaminedExercise, type Fault, type Findings, type Rule } from './rule.ts'
import { findPlaceholders } from './rules/placeholders.ts'
import { markdownTable } from './table.ts'
import { wordsOf } from './words-of.ts'

declare const builtInRules: readonly string[]

export interface CheckCourseOptions {
  /** Folders of the exercises to examine. */
  folders: readonly string[]
  /** Folder of the data. */
  data?: string
}

/**
 * Examines exercises of a course by every rule of rules/, and prints the faults and the table.
 *
 * @param out folder for the compiled course
 * @returns the number of faults
 */
export async function checkCourse(
  course: Course,
  out: string,
  { folders, data }: CheckCourseOptions,
  print: (line: string) => void,
): Promise<number> {
  const images = imageOpener({ data, offline: false, language: 'en' })
  const table: string[][] = []
  let count = 0
  for (const folder of folders) {
    const started = performance.now()
    const opened = await openExercise(course, folder, join(out, folder), images)
    const findings =
      opened.examined === null ? { faults: findPlaceholders(opened.place) } : await examine(opened.examined)
    const faults = [...opened.faults, ...findings.faults]
    for (const { file, message } of faults) print(`${file}: ${message}`)
    count += faults.length
    const seconds = ((performance.now() - started) / 1000).toFixed(0)
    table.push([folder, ...columns.map((column) => String(findings.counts?.[column] ?? '-')), seconds])
  }
  for (const line of markdownTable(['exercise', ...columns, 'seconds'], table)) print(line)
  print(count === 0 ? 'The course is sound.' : `${count} ${count === 1 ? 'fault' : 'faults'} to mend.`)
  return count
}

async function examine(examined: ExaminedExercise): Promise<Findings> {
  const faults: Fault[] = []
  const counts: Findings['counts'] = {}
  for (const name of builtInRules) {
    const { rule } = (await import(`./rules/${name}.ts`)) as { rule: Rule }
    const findings = await findingsOf(rule, name, examined)
    faults.push(...findings.faults)
    Object.assign(counts, findings.counts)
  }
  return { faults, counts }
}

/** A rule that can't do its work is a fault too, and the others go on. */
async function findingsOf(rule: Rule, name: string, examined: ExaminedExercise): Promise<Findings> {
  try {
    return await rule.find(examined)
  } catch (error) {
    return { faults: [{ file: examined.exercisePath, message: `the rule ${name} can't be tried: ${wordsOf(error)}` }] }
  }
}
