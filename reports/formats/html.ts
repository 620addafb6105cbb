import type { Report } from '../../grader/report.ts'
import { pageOf } from '../html/templates.ts'
import { viewOf } from '../html/view.ts'
import { inert } from '../inert-text.ts'
import type { RenderOptions } from '../render-options.ts'

export const extension = 'html'

/** One self-contained page in both languages, `options.language` first; no script, nothing fetched. */
export async function render(report: Report, options: RenderOptions): Promise<string> {
  return pageOf(await viewOf(inert(report), options.language))
}
