import { readFileSync } from 'node:fs'
import type { Report } from '../../report.ts'
import { InvalidReportError, validateReport } from '../../../reports/validate-report.ts'
import { formatNames } from '../built-in.ts'
import type { Command } from '../command.ts'
import { languageOf } from '../language.ts'
import { checkFormats, writeReport } from '../report-output.ts'
import { UsageError } from '../usage-error.ts'

interface Options {
  report?: string
  format: string[]
  out?: string
  lang?: string
  plain: boolean
}

const command: Command<Options> = {
  arguments: '<report>',
  describe: 'Renders a saved report again; nothing is graded.',
  options: (yargs) =>
    yargs
      .positional('report', { type: 'string', describe: 'a report made with --format json' })
      .option('format', { type: 'string', array: true, default: ['terminal'], describe: formatNames.join(', ') })
      .option('out', { type: 'string', describe: 'folder for the files; default: stdout' })
      .option('lang', { choices: ['en', 'zh'], describe: 'language' })
      .option('plain', { type: 'boolean', default: false, describe: 'for screen readers' }),
  async run({ report: file = '', format, out, lang, plain }) {
    checkFormats(format, out)
    const report = readReport(file)
    await writeReport(report, { formats: format, out, language: languageOf(lang, process.env), plain })
    return 0
  },
}
export default command

function readReport(file: string): Report {
  try {
    return validateReport(JSON.parse(readFileSync(file, 'utf8')), file)
  } catch (error) {
    if (error instanceof InvalidReportError) throw new UsageError('not-a-report', error.text)
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError('not-a-report', {
      en: `${file} can't be read as a report: ${reason}. Make one with --format json.`,
      zh: `无法把 ${file} 当作评分报告读取：${reason}。请用 --format json 生成。`,
    })
  }
}
