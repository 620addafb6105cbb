/** One line of the doctor's report: `ok` false is a fault that has to be mended, null something optional. */
export interface Finding {
  ok: boolean | null
  en: string
  zh: string
}
