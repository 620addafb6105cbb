import type { Report } from '../../grader/report.ts'
import type { RenderOptions } from '../render-options.ts'
import { renderTerminal } from '../terminal/sections.ts'

export const extension = 'txt'

/** A compact text for a terminal: the diagnosis first and in words. */
export function render(report: Report, options: RenderOptions): string {
  return renderTerminal(report, options)
}
