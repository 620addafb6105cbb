import type { Command } from '../command.ts'
import { openCourse } from '../course-options.ts'
import { applyUpdate, updatePlan } from '../handout/update-repository.ts'
import { outsideNote } from '../handout/outside-note.ts'
import { updateLines } from '../handout/update-lines.ts'
import { languageOf } from '../language.ts'

interface Options {
  'dry-run': boolean
  diff: boolean
  lang?: string
}

const command: Command<Options> = {
  arguments: '',
  describe:
    'Brings the given files of your repository up to date with the installed version; never touches what you wrote.',
  options: (yargs) =>
    yargs
      .option('dry-run', { type: 'boolean', default: false, describe: 'only tell what would be done' })
      .option('diff', {
        type: 'boolean',
        default: false,
        describe: 'show the changed lines of each file that is replaced',
      })
      .option('lang', { choices: ['en', 'zh'], describe: 'language' }),
  async run({ 'dry-run': dryRun, diff, lang }) {
    const language = languageOf(lang, process.env)
    const root = process.cwd()
    const { before, plan } = await updatePlan(openCourse(), root)
    if (!dryRun) applyUpdate(root, plan)
    for (const line of updateLines(before, plan, { dryRun, diff, language })) console.log(line)
    const note = outsideNote(root)
    if (note !== null) console.error(note[language])
    return 0
  },
}
export default command
