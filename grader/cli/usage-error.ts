import type { ReportText } from '../text.ts'

/** Wrong usage or configuration: exit code 2, and words that say what to do instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError'

  constructor(
    readonly code: string,
    readonly text: ReportText,
  ) {
    super(text.en)
  }
}
