import type { ReportText } from '../grader/text.ts'

export type Language = keyof ReportText

/** All that a rendering depends on beside the Report itself. */
export interface RenderOptions {
  language: Language
  /** Colour escapes in the terminal's format. */
  color: boolean
  /** Columns of the terminal. */
  width: number
  /** Words in the place of symbols, and nothing but ASCII around the texts. */
  plain: boolean
}
