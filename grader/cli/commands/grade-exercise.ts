import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { formatNames } from '../built-in.ts'
import type { Command } from '../command.ts'
import { exerciseFolder, existingFolder, openCourse } from '../course-options.ts'
import { errorReport } from '../error-report.ts'
import { gradeFolder } from '../grade-folder.ts'
import { languageOf } from '../language.ts'
import { liveProgress } from '../live-progress.ts'
import { withPrintedCommands } from '../printed-command.ts'
import { checkFormats, writeReport } from '../report-output.ts'
import { takeSecret } from '../secret.ts'
import { markTime } from '../time-marks.ts'
import { UsageError } from '../usage-error.ts'

export interface GradeOptions {
  exercise?: string
  submission: string
  format: string[]
  out?: string
  seed?: string
  case?: string
  only?: string
  lang?: string
  plain: boolean
  offline: boolean
  isolation: string
  secretFile?: string
  data?: string
}

const command: Command<GradeOptions> = {
  arguments: '<exercise>',
  describe: 'Grades an exercise: what is right, what is wrong, and why.',
  options: (yargs) =>
    yargs
      .positional('exercise', { type: 'string', describe: 'exercise-3, 3, or the whole name' })
      .option('submission', { type: 'string', default: '.', describe: 'folder of the files to grade' })
      .option('format', { type: 'string', array: true, default: ['terminal'], describe: formatNames.join(', ') })
      .option('out', { type: 'string', describe: 'folder for the reports; default: stdout' })
      .option('only', { choices: ['quick'], describe: 'quick: leave the slow checks out' })
      .option('case', { type: 'string', describe: 'run one case alone, such as sigmoid-values/3' })
      .option('seed', { type: 'string', describe: 'draw the cases from this seed (hex)' })
      .option('lang', { choices: ['en', 'zh'], describe: 'language' })
      .option('plain', { type: 'boolean', default: false, describe: 'for screen readers: words for symbols' })
      .option('offline', { type: 'boolean', default: false, describe: 'never fetch data' })
      .option('data', { type: 'string', describe: 'folder of the data' })
      .option('isolation', {
        choices: ['auto', 'os', 'process'],
        default: 'auto',
        describe: 'walls around the student’s code',
      })
      .option('secret-file', { type: 'string', describe: 'draw hidden cases from the secret in this file' }),
  async run(options) {
    try {
      return await grade(options)
    } catch (error) {
      if (!options.format.includes('json')) throw error
      return writeErrorReport(options, error)
    }
  },
}
export default command

async function grade(options: GradeOptions): Promise<number> {
  checkFormats(options.format, options.out)
  const language = languageOf(options.lang, process.env)
  const secret = takeSecret(options.secretFile)
  const course = openCourse()
  const folder = exerciseFolder(course, wordOf(options.exercise))
  refuseMissingWalls(options.isolation)
  const live = await liveProgress(language)
  const report = await gradeFolder(course, folder, {
    submission: existingFolder(options.submission),
    secret,
    seed: checkedSeed(options.seed),
    onlyCase: options.case ?? null,
    onlyQuick: options.only === 'quick',
    offline: options.offline,
    data: options.data,
    language,
    live,
  })
  live.end()
  await writeReport(report, { formats: options.format, out: options.out, language, plain: options.plain })
  markTime('report written')
  if (report.status === 'error') return 3
  return report.status === 'passed' ? 0 : 1
}

/** A shell turns `exercises/exercise-3-backprop/` into the folder's name with a slash; people type it too. */
function wordOf(exercise: string | undefined): string {
  const word = exercise ?? ''
  return existsSync(join(word, 'exercise.ts')) ? (word.replace(/\/+$/, '').split('/').at(-1) ?? word) : word
}

function checkedSeed(seed: string | undefined): string | null {
  if (seed === undefined) return null
  if (/^[0-9a-f]+$/i.test(seed)) return seed.toLowerCase()
  throw new UsageError('bad-seed', {
    en: `--seed takes hexadecimal digits, as a report shows them; got "${seed}".`,
    zh: `--seed 后面应是报告里显示的十六进制数字；实际是“${seed}”。`,
  })
}

function refuseMissingWalls(isolation: string): void {
  if (isolation !== 'os') return
  throw new UsageError('no-walls', {
    en: 'this version has no operating-system walls: --isolation os can’t be had. Use --isolation process for practice.',
    zh: '此版本尚无操作系统级隔离，不能使用 --isolation os。练习请用 --isolation process。',
  })
}

async function writeErrorReport(options: GradeOptions, error: unknown): Promise<number> {
  const usage = error instanceof UsageError
  const fault = error instanceof Error ? error.message : String(error)
  const reason = usage
    ? { code: error.code, message: error.text }
    : { code: 'grader-failure', message: { en: fault, zh: fault } }
  console.error(`grade: ${withPrintedCommands(reason.message[languageOf(options.lang, process.env)])}`)
  await writeReport(errorReport(options.exercise ?? '', reason), {
    formats: ['json'],
    out: options.out,
    language: 'en',
    plain: false,
  })
  return usage ? 2 : 3
}
