import type { KnownBug } from '../diagnosis/misconceptions.ts'
import type { LoadedExercise } from '../grade-submission.ts'
import type { Report } from '../report.ts'
import type { CompiledCourse } from '../course/load-exercise.ts'
import type { Submission } from '../submission/read-submission.ts'

/** Where an exercise lies in its course. */
export interface ExercisePlace {
  course: CompiledCourse
  /** Paths below the course's folder, with `/`. */
  exercisePath: string
  solutionPath: string
}

/** One exercise of a course under examination. */
export interface ExaminedExercise extends ExercisePlace {
  exercise: LoadedExercise
  /** The exercise's own files. */
  ownFiles: readonly string[]
  misconceptions: readonly KnownBug[]
  grade(submission: Submission, options: { onlyQuick: boolean; engineRoot?: string }): Promise<Report>
}

/** Something unsound, in the file where it is mended. */
export interface Fault {
  file: string
  /** What is wrong, and what to do about it. */
  message: string
}

/** What rules count: the columns of the table. */
export const columns = ['parts', 'points', 'misconceptions caught and named', 'alternatives accepted'] as const

type Column = (typeof columns)[number]

/** A rule of a sound course: one file of rules/. Returns what breaks it, and what to count in the table. */
export interface Rule {
  find(examined: ExaminedExercise): Promise<Findings> | Findings
}

export interface Findings {
  faults: Fault[]
  /** What it counted, for the table. */
  counts?: Partial<Record<Column, string | number>>
}
