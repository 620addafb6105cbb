/** Marks a language whose words are still to be written; refused by check-course except in a draft exercise. */
export const untranslated = null

/** What a student reads, in both languages; the type lets neither be forgotten. */
export interface Text {
  en: string | null
  zh: string | null
}

/** As it stands in a report: both languages filled in. */
export interface ReportText {
  en: string
  zh: string
}

/** Fills a missing language with the other one and a note that says so. */
export function filled(text: Text): ReportText {
  return {
    en: text.en ?? `${text.zh ?? ''} (not translated yet)`,
    zh: text.zh ?? `${text.en ?? ''}（尚未翻译）`,
  }
}
