import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { KnownBug } from '../diagnosis/misconceptions.ts'
import type { Calibration, Exercise, Misconception } from '../exercise.ts'
import type { LoadedExercise } from '../grade-submission.ts'
import { exerciseId, type Course } from './course-folders.ts'

/** A course and the folder of its compiled form. */
export interface CompiledCourse extends Course {
  compiled: string
}

export async function loadExercise({ compiled }: CompiledCourse, folder: string): Promise<LoadedExercise> {
  const { default: exercise } = (await importFile(join(compiled, folder, 'exercise.mjs'))) as { default: Exercise }
  return { ...exercise, id: exerciseId(folder), folder }
}

export async function loadMisconceptions(course: CompiledCourse, folder: string): Promise<KnownBug[]> {
  return (await loadMisconceptionModules(course, folder)).map(([id, { misconception, ...functions }]) => {
    const [part, run] = Object.entries(functions)[0] ?? []
    return { ...(misconception as Misconception), id, part: part ?? '', run: run as KnownBug['run'] }
  })
}

/** What each misconception's file exports, whatever that is. */
export async function loadMisconceptionModules(
  { compiled }: CompiledCourse,
  folder: string,
): Promise<[id: string, exported: Readonly<Record<string, unknown>>][]> {
  const { default: modules } = (await importFile(join(compiled, folder, 'misconceptions.mjs'))) as {
    default: [id: string, exported: Readonly<Record<string, unknown>>][]
  }
  return modules
}

/** The engine's functions of an exercise as CommonJS, to be run in a child of their own. */
export function loadReference({ compiled }: CompiledCourse, folder: string): Promise<string> {
  return readFile(join(compiled, folder, 'reference.cjs'), 'utf8')
}

export function calibrationFile({ directory }: Course, folder: string): string {
  return join(directory, 'exercises', folder, 'calibration.json')
}

/** The thresholds of an exercise; null where it has none. */
export function loadCalibration(course: Course, folder: string): Calibration | null {
  const file = calibrationFile(course, folder)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Calibration) : null
}

function importFile(file: string): Promise<unknown> {
  return import(pathToFileURL(file).href)
}
