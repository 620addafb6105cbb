import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesBelow } from '../files-below.ts'
import type { Course } from '../../course/course-folders.ts'
import type { RightRow, WrongRow } from './rows.ts'
import type { SeedCounts } from './runs.ts'

/** The table of one exercise, `seeds.json` beside its solution. */
export interface SeedsTable {
  about: string
  /** Hash of all that the rows are about. */
  content: string
  seeds: SeedCounts
  rightAnswers: Record<string, RightRow>
  misconceptions: Record<string, WrongRow>
}

export const aboutSeeds =
  'Written by `npm run check-course -- --seeds 50`: what the solution, the alternatives and the misconceptions got under many seeds.'

/** A table from fewer seeds is none. */
export const enoughSeeds = 50

/** Where the table is, below the course's folder. */
export function seedsPath(folder: string): string {
  return `solutions/${folder}/seeds.json`
}

/** The table of an exercise; null where it has none. */
export function readSeedsTable({ directory }: Course, folder: string): SeedsTable | null {
  const file = join(directory, seedsPath(folder))
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SeedsTable) : null
}

/** A kill in the middle of writing leaves the file as it was. */
export function writeSeedsTable({ directory }: Course, folder: string, table: SeedsTable): void {
  const file = join(directory, seedsPath(folder))
  writeFileSync(`${file}.new`, `${JSON.stringify(table, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}

/** Hash of an exercise's definition, thresholds, solution, alternatives and misconceptions; texts of the handout don't count. */
export function contentOf({ directory }: Course, folder: string): string {
  const hash = createHash('sha256')
  for (const place of [`exercises/${folder}`, `solutions/${folder}`]) {
    const files = filesBelow(join(directory, place)).filter((file) => decides(file))
    for (const file of files) {
      const text = readFileSync(join(directory, place, file), 'utf8').replaceAll('\r\n', '\n')
      hash.update(JSON.stringify([place, file, text]))
    }
  }
  return hash.digest('hex').slice(0, 32)
}

function decides(file: string): boolean {
  return file === 'calibration.json' || (file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'hints.ts')
}
