import type { Report } from '../../grader/report.ts'

export const extension = 'json'

/** The Report itself, indented by two spaces, with a newline at its end and nothing else. */
export function render(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`
}
