import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { packageFolder, runnerPath } from '../../cli/package-folder.ts'
import type { Contender } from '../../course/contenders.ts'
import { calibrationFile, type CompiledCourse } from '../../course/load-exercise.ts'
import { filesBelow } from '../files-below.ts'
import type { Run } from './runs.ts'

/** Names a run by the content of all that its outcome depends on. */
export type KeyOf = (contender: Contender, run: Run) => string

/** The program that measures and the one that holds the submission: what changes neither leaves every outcome as it is. */
export async function graderKey(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(packageFolder, 'grader/course-check/seeds/measure.ts')],
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
  })
  return hashOf(...outputFiles.map(({ contents }) => contents), readFileSync(runnerPath))
}

/**
 * @param out folder of the compiled exercise alone
 * @param grader the grader's key
 */
export function keysOf(course: CompiledCourse, folder: string, out: string, grader: string): KeyOf {
  const compiled = filesBelow(out).filter((file) => file.endsWith('.mjs'))
  const hashFiles = (files: readonly string[]): string => hashOf(...files.map((file) => readFileSync(join(out, file))))
  // Right answers don't depend on what the misconceptions are.
  const right = hashFiles(compiled.filter((file) => !file.endsWith('/misconceptions.mjs')))
  const wrong = hashFiles(compiled)
  const calibration = calibrationFile(course, folder)
  const thresholds = existsSync(calibration) ? hashOf(readFileSync(calibration)) : ''
  return ({ name, kind, submission }, { check, seed }) =>
    hashOf(
      [
        grader,
        kind === 'right' ? right : wrong,
        name,
        submission.sha256,
        check === null ? 'quick' : `${check} ${thresholds}`,
        seed,
      ].join('\n'),
    )
}

function hashOf(...contents: (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const content of contents) hash.update(content)
  return hash.digest('hex').slice(0, 32)
}
