import { exerciseFolders } from '../../course/course-folders.ts'
import { loadExercise } from '../../course/load-exercise.ts'
import { filled } from '../../text.ts'
import type { Command } from '../command.ts'
import { openCourse } from '../course-options.ts'
import { languageOf } from '../language.ts'
import { printedCommand } from '../printed-command.ts'

interface Options {
  lang?: string
}

const command: Command<Options> = {
  arguments: '',
  describe: 'Lists the exercises, and the functions that each asks for.',
  options: (yargs) => yargs.option('lang', { choices: ['en', 'zh'], describe: 'language' }),
  async run({ lang }) {
    const language = languageOf(lang, process.env)
    const course = openCourse()
    for (const folder of exerciseFolders(course)) {
      const { id, title, parts } = await loadExercise(course, folder)
      console.log(`${id}  ${filled(title)[language]}\n    ${Object.keys(parts).join(' ')}`)
    }
    const grade = printedCommand(process.cwd())
    console.log(language === 'zh' ? `\n评分：${grade} 1` : `\nGrade one: ${grade} 1`)
    return 0
  },
}
export default command
