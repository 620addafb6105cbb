#!/usr/bin/env node
import yargs, { type Argv } from 'yargs'
import { commandNames } from './built-in.ts'
import type { Command } from './command.ts'
import gradeExercise from './commands/grade-exercise.ts'
import { languageOf } from './language.ts'
import { packageVersion } from './package-folder.ts'
import { withPrintedCommands } from './printed-command.ts'
import { markTime } from './time-marks.ts'
import { UsageError } from './usage-error.ts'

/** What `grade` does when its first word is no command's name. */
const defaultCommand = 'grade-exercise'

process.on('SIGINT', () => process.exit(130))
process.stdout.on('error', endQuietlyOnClosedPipe)
markTime('command loaded')
process.exitCode = await main(process.argv.slice(2))

async function main(words: readonly string[]): Promise<number> {
  try {
    const name = words.find((word) => !word.startsWith('-'))
    if (name === undefined) return await withoutCommand(words)
    const command = commandNames.includes(name) && name !== defaultCommand ? name : defaultCommand
    return await run(command, command === defaultCommand ? words : words.filter((word) => word !== name))
  } catch (error) {
    return explain(error)
  }
}

/** The common path's command is here already; the others are loaded when they are asked for. */
async function loadCommand(name: string): Promise<Command<unknown>> {
  if (name === defaultCommand) return gradeExercise as Command<unknown>
  const { default: command } = (await import(`./commands/${name}.ts`)) as { default: Command<unknown> }
  return command
}

async function run(name: string, words: readonly string[]): Promise<number> {
  const command = await loadCommand(name)
  const label = name === defaultCommand ? '' : ` ${name}`
  let code = 0
  await parser(words)
    .usage(`grade${label} ${command.arguments}\n\n${command.describe}`)
    .command(
      ['$0', ...positionals(command)].join(' '),
      false,
      (builder) => command.options(builder),
      async (options) => {
        code = await command.run(options)
      },
    )
    .parseAsync()
  return code
}

/** Without options that its usage names because it can't do without them. */
function positionals({ arguments: words }: Command): string[] {
  return words.match(/<.*?>|\[.*?\]/g) ?? []
}

function parser(words: readonly string[]): Argv {
  return yargs([...words])
    .scriptName('grade')
    .version(packageVersion())
    .help()
    .alias('help', 'h')
    .strict()
    .parserConfiguration({
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'duplicate-arguments-array': true,
    })
    .exitProcess(false)
    .wrap(Math.min(110, process.stdout.columns ?? 110))
    .fail((message, error) => {
      throw error ?? new UsageError('wrong-arguments', { en: message, zh: message })
    })
}

async function withoutCommand(words: readonly string[]): Promise<number> {
  if (words.includes('--version')) {
    console.log(packageVersion())
    return 0
  }
  const commands = await Promise.all(commandNames.map(async (name) => ({ name, command: await loadCommand(name) })))
  const lines = commands.map(({ name, command }) => {
    const label = name === defaultCommand ? '' : `${name} `
    return `  grade ${label}${command.arguments}`.padEnd(38) + command.describe.split('\n')[0]
  })
  console.log(`grade: a deep-learning course that grades itself\n\n${lines.join('\n')}\n\nEach has --help.`)
  return words.some((word) => word === '--help' || word === '-h') ? 0 : 2
}

function explain(error: unknown): number {
  const language = languageOf(undefined, process.env)
  if (error instanceof UsageError) {
    console.error(`grade: ${withPrintedCommands(error.text[language])}`)
    return 2
  }
  if (error instanceof Error && error.name === 'YError') {
    console.error(`grade: ${error.message}`)
    return 2
  }
  const fault = error instanceof Error ? error.message : String(error)
  console.error(
    language === 'zh'
      ? `grade：评分程序自身出错：${fault}\n请运行 doctor 命令检查本机环境；这不影响任何成绩。`
      : `grade: the grader itself failed: ${fault}\nRun the doctor command to look at this machine; no grade is affected.`,
  )
  if (process.env.GRADE_DEBUG !== undefined) console.error(error)
  return 3
}

function endQuietlyOnClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  throw error
}
