import { closest } from 'fastest-levenshtein'
import { loadExercise } from '../../course/load-exercise.ts'
import { filled } from '../../text.ts'
import type { Command } from '../command.ts'
import { exerciseFolder, openCourse } from '../course-options.ts'
import { languageOf, type Language } from '../language.ts'
import { printedCommand } from '../printed-command.ts'
import { UsageError } from '../usage-error.ts'

interface Options {
  exercise?: string
  function?: string
  number: string
  lang?: string
}

const command: Command<Options> = {
  arguments: '<exercise> [function]',
  describe: 'Gives a hint on a function: the first is a nudge, the third is almost the answer.',
  options: (yargs) =>
    yargs
      .positional('exercise', { type: 'string', describe: 'exercise-3, 3, or the whole name' })
      .positional('function', { type: 'string', describe: 'a function of the exercise; without it, they are listed' })
      .option('number', { alias: 'n', choices: ['1', '2', '3'], default: '1', describe: 'which of the three hints' })
      .option('lang', { choices: ['en', 'zh'], describe: 'language' }),
  async run(options) {
    const language = languageOf(options.lang, process.env)
    const course = openCourse()
    const { id, hints } = await loadExercise(course, exerciseFolder(course, options.exercise ?? ''))
    const grade = printedCommand(process.cwd())
    if (options.function === undefined) {
      const names = Object.keys(hints).map((name) => `  ${grade} hint ${id} ${name}`)
      console.log(`${words.choose[language]}\n${names.join('\n')}`)
      return 0
    }
    if (!(options.function in hints)) throw noSuchFunction(options.function, Object.keys(hints), id)
    const number = Number(options.number)
    console.log(filled(hints[options.function][number - 1])[language])
    if (number < 3)
      console.log(`\n${words.next[language]} ${grade} hint ${id} ${options.function} --number ${number + 1}`)
    return 0
  },
}
export default command

const words: Record<string, Record<Language, string>> = {
  choose: { en: 'Hints on which function?', zh: '要哪个函数的提示？' },
  next: { en: 'Still stuck?', zh: '还是没有头绪？' },
}

function noSuchFunction(name: string, names: string[], id: string): UsageError {
  return new UsageError('unknown-function', {
    en: `${id} has no function called "${name}". Did you mean ${closest(name, names)}? There are: ${names.join(', ')}.`,
    zh: `${id} 里没有名为“${name}”的函数。是不是 ${closest(name, names)}？共有：${names.join('、')}。`,
  })
}
