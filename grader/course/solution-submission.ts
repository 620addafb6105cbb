import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageFolder } from '../cli/package-folder.ts'
import type { Submission } from '../submission/read-submission.ts'
import type { Course } from './course-folders.ts'

/** Where misconceptions of any course import the engine from. */
export const engineRoot = join(packageFolder, 'reference-engine')

/** A submission made of a solution's files, with some replaced or added. */
export function virtualSubmission(path: string, files: ReadonlyMap<string, string>): Submission {
  const hash = createHash('sha256')
  for (const [name, text] of files) hash.update(`${name}\n${text}\n`)
  return { directory: path, path, sha256: hash.digest('hex'), files, missing: [], refused: new Map() }
}

const original = (file: string): string => file.replace(/\.ts$/, '.solution.ts')

/**
 * The solution with one function replaced by a misconception's: each file exports what the solution exports, but for that function.
 *
 * @param part the function that the misconception gets wrong
 * @param file the exercise's file that exports it
 */
export function mutatedSolution(
  course: Course,
  folder: string,
  ownFiles: readonly string[],
  { id, part, file }: { id: string; part: string; file: string },
): Submission {
  const solutions = join(course.directory, 'solutions', folder)
  const files = new Map<string, string>()
  for (const own of ownFiles) {
    const text = readFileSync(join(solutions, own), 'utf8')
    if (own !== file) files.set(own, text)
    else {
      files.set(original(own), text)
      files.set(own, `export * from './${original(own)}'\nexport { ${part} } from './misconceptions/${id}.ts'\n`)
    }
  }
  const misconception = readFileSync(join(solutions, 'misconceptions', `${id}.ts`), 'utf8')
  files.set(`misconceptions/${id}.ts`, misconception)
  return virtualSubmission(`solutions/${folder}/misconceptions/${id}`, files)
}
