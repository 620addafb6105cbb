import type { ReportText } from './text.ts'

export type CheckStatus =
  'passed' | 'failed' | 'blocked' | 'not-attempted' | 'timed-out' | 'student-error' | 'inconclusive' | 'grader-error'

export type CheckKind = 'values' | 'precision' | 'gradient' | 'property' | 'accuracy' | 'timing' | 'curve'

/** A place in a student's own source: line and column from 1. */
export interface SourceLocation {
  file: string
  line: number
  column: number
  /** A few lines of the source around it, the line itself marked by `>`. */
  excerpt: string
}

export interface Diagnosis {
  /** The misconception's file name, two of them joined by `+`, or `relation-...`. */
  id: string
  title: ReportText
  explanation: ReportText
  where: SourceLocation | null
}

/** Wrong entries of one tensor against what was expected; at most 64 rows x 64 columns are kept. */
export interface EntriesEvidence {
  type: 'entries'
  /** The result's field, such as `gradients.weights`; empty for a plain result. */
  tensor: string
  shape: number[]
  /** Size of the kept matrix: the last axis gives the columns, the others are run together. */
  rows: number
  columns: number
  actual: (number | string)[]
  expected: (number | string)[]
  /** The largest error that still passes. */
  tolerance: number
  wrongEntries: number
  totalEntries: number
}

/** Analytic against numeric gradient, entry by entry (at most 400, the worst first). */
export interface GradientEvidence {
  type: 'gradient'
  tensor: string
  shape: number[]
  entries: { index: number[]; analytic: number | string; numeric: number | string; tolerance: number }[]
  wrongEntries: number
  totalEntries: number
}

export interface CurveEvidence {
  type: 'curve'
  /** Loss at each step. */
  actual: (number | string)[]
  expected: (number | string)[]
}

export interface TimingEvidence {
  type: 'timing'
  /** Processor time of the submission over that of the reference, one a measurement. */
  ratios: number[]
  median: number
  budget: number
  /** Milliseconds of processor time in one call. */
  submissionMs: number
  referenceMs: number
}

export interface AccuracyEvidence {
  type: 'accuracy'
  accuracy: number
  referenceAccuracy: number
  /** The smallest difference (submission - reference) that passes. */
  target: number
  floor: number
  testImages: number
}

export type Evidence = EntriesEvidence | GradientEvidence | CurveEvidence | TimingEvidence | AccuracyEvidence

export interface CheckResult {
  id: string
  /** The function that the check judges. */
  part: string
  kind: CheckKind
  title: ReportText
  status: CheckStatus
  score: number
  maxScore: number
  message: ReportText
  /** Of a passed check: what was wrong in the code that the student was given, and why. */
  lesson?: ReportText
  /** The command that runs just the case that failed, or null. */
  reproduce: string | null
  /** The check that did not pass and that this one waits for, or null. */
  waitsFor: string | null
  diagnosis: Diagnosis | null
  evidence: Evidence[]
  /** Where the submission's own exception was thrown, or null. */
  where: SourceLocation | null
  output: string
  outputTruncated: boolean
  durationMs: number
}

/** A function that the student writes. */
export interface ReportPart {
  id: string
  file: string
  /** A mathjs expression, or null. */
  formula: string | null
}

export interface ReportError {
  code: string
  message: ReportText
}

/** What one grading gives, and all that any rendering needs. */
export interface Report {
  schemaVersion: 1
  tool: { name: string; version: string }
  runtime: string
  courseVersion: string
  calibrationVersion: string | null
  data: 'cifar10' | 'drawn' | null
  exercise: { id: string; title: ReportText }
  parts: ReportPart[]
  submission: { id: string; path: string; sha256: string | null }
  authority: 'practice' | 'official'
  isolation: 'os' | 'process'
  seed: string
  /** ISO 8601, UTC. */
  startedAt: string
  durationMs: number
  status: 'passed' | 'failed' | 'error'
  error: ReportError | null
  score: number | null
  maxScore: number
  inconclusivePoints: number
  checks: CheckResult[]
  notes: ReportText[]
}
