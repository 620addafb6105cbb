import type { Tolerance } from './checks/compare.ts'
import type { ImageSource } from '../reference-engine/data/image-source.ts'
import type { Random } from '../reference-engine/random.ts'
import type { CheckKind, Evidence } from './report.ts'
import type { Subject, Value } from './subject/subject.ts'
import type { Text } from './text.ts'

export { untranslated } from './text.ts'

/** The engine's function of the same name: what the student's is compared with. It declares the shape of the result. */
export type ReferenceFunction = (...inputs: never[]) => unknown

/** A function that a student writes. */
export interface Part {
  /** The file that exports it, relative to the exercise's folder. */
  file: string
  reference: ReferenceFunction
  /** A mathjs expression, shown in reports as MathML. */
  formula?: string
}

export interface Limits {
  /** Wall-clock milliseconds of one call. */
  callMs: number
  /** Wall-clock milliseconds to load the submission. */
  loadMs: number
  /** Megabytes of the child's data (heap, array buffers, WebAssembly). */
  memoryMb: number
  /** Megabytes printed in one call. */
  outputMb: number
}

/** One call as a check saw it, kept for the diagnosis. */
export interface Observation {
  part: string
  /** Arguments as the grader's own functions take them (a kept cache replaced by the reference's). */
  inputs: readonly Value[]
  actual: Value
  expected: Value
  /** What the submission's function left of its arguments; only where the check asked. */
  inputsAfter?: readonly Value[]
  /** Within which a known bug's result is the same as the submission's; default: that of the values check. */
  tolerance?: Tolerance
  /**
   * Where one result says nothing because it is random: all the calls that were made (`inputs` is the first), and what their
   * results say together. `actual` and `expected` are that, and a known bug's results are read in the same way.
   */
  survey?: Survey
}

/** Many calls, and what their results say together. */
export interface Survey {
  /** Arguments of each call, in order. */
  calls: readonly (readonly Value[])[]
  read(outputs: readonly Value[]): Value
  /** The numbers that a diagnosis quotes, to stand in the middle of a sentence; null for none. Default: a trait that is wrong. */
  example?: Text | null
}

/** What a check's `run` finds. Points are all or nothing unless `share` is given. */
export interface Verdict {
  status: 'passed' | 'failed' | 'inconclusive'
  message: Text
  /** Share of the points earned, 0 to 1; default: 1 when passed, else 0. */
  share?: number
  evidence?: Evidence[]
  observations?: Observation[]
  /** The case to run again, such as `sigmoid-values/3`. */
  failedCase?: string
  /** What the check itself knows about the cause (the wrong half, float32); it yields to a named misconception. */
  finding?: { id: string; title: Text; explanation: Text }
  /** Notes that belong to the whole report. */
  notes?: Text[]
}

export interface CheckContext {
  exercise: Exercise
  subject: Subject
  /** The engine's functions in a child of their own, under the same isolation; for timing. */
  referenceSubject(): Promise<Subject>
  /** Randomness of one case, derived from the report's seed; `identity` derives it from the student instead of the files. */
  random(caseId: string, from?: 'files' | 'identity'): Random
  /** True when the case is to be run (`--case` leaves the others out). */
  wants(caseId: string): boolean
  /** Fetches the data if need be; null when there is none and it can't be had. */
  images(): Promise<ImageSource | null>
  calibration: Calibration | null
  progress(done: number, total: number, what: Text): void
  /** True where processor time is seen from outside the child; elsewhere timing costs no points. */
  timesFromOutside: boolean
}

/** The thresholds of one exercise's accuracy checks, written by `grade calibrate`. */
export interface Calibration {
  version: string
  checks: { [checkId: string]: { floor: number; target: number } }
}

export interface Check {
  /** `part-kind`, such as `sigmoid-values`. */
  id: string
  part: string
  kind: CheckKind
  title: Text
  points: number
  /** Ids of the checks that must pass first. */
  needs: readonly string[]
  /** Slow checks come last and are left out by `--only quick`. */
  slow: boolean
  /** What was wrong in the code that the student was given, and why; told once the check passes. */
  lesson?: Text
  run(context: CheckContext): Promise<Verdict>
}

/** A check that trains; `grade calibrate` measures it over many seeds to set its threshold. */
export interface AccuracyCheck extends Check {
  training: {
    /** The difference of accuracy that rounding alone explains: no threshold is nearer to the reference. */
    rounding: number
    /** Trains and scores; the reference itself where no subject is given. */
    measure(
      exercise: Exercise,
      images: ImageSource,
      random: Random,
      subject: Subject | null,
    ): Promise<{ losses: number[]; accuracy: number }>
  }
}

export interface ExerciseDefinition {
  title: Text
  /** The functions that a student writes, in the order of the handout. */
  parts: { readonly [name: string]: Part }
  checks: readonly Check[]
  /** Names of ops that `grade-descent/student` exports and this exercise gives away (primitives always are). */
  gives?: readonly string[]
  limits?: Partial<Limits>
  hints: { readonly [part: string]: readonly [Text, Text, Text] }
  /** The stub is whole code with errors in it, for the student to find and mend; each check of an error has its `lesson`. */
  faultyStub?: boolean
  /** A draft may have untranslated texts. */
  draft?: boolean
}

/** A definition whose defaults are filled in. */
export interface Exercise extends Required<Omit<ExerciseDefinition, 'limits'>> {
  limits: Limits
}

/** A known bug: what it is called, why it is wrong, and the check that must catch it. */
export interface Misconception {
  title: Text
  explanation: Text
  /** The check meant for it. */
  caughtBy: string
  /** The same mistake with other numbers, such as a larger epsilon: named alike. */
  variants?: readonly ((...inputs: never[]) => unknown)[]
  /** False where training goes well in spite of it; then only gradients catch it. Default true. */
  harmsTraining?: boolean
}
