import type { Report, ReportError } from '../report.ts'
import { packageVersion } from './package-folder.ts'

/** The report of a run that could not grade: valid, without a score. */
export function errorReport(exercise: string, error: ReportError): Report {
  return {
    schemaVersion: 1,
    tool: { name: 'grade-descent', version: packageVersion() },
    runtime: `node ${process.versions.node}`,
    courseVersion: packageVersion(),
    calibrationVersion: null,
    data: null,
    exercise: { id: exercise, title: { en: exercise, zh: exercise } },
    parts: [],
    submission: { id: '', path: '', sha256: null },
    authority: 'practice',
    isolation: 'process',
    seed: '',
    startedAt: new Date().toISOString(),
    durationMs: 0,
    status: 'error',
    error,
    score: null,
    maxScore: 0,
    inconclusivePoints: 0,
    checks: [],
    notes: [],
  }
}
