import { relative, resolve } from 'node:path'
import { exerciseId } from '../../course/course-folders.ts'
import type { Command } from '../command.ts'
import { exerciseFolder, openCourse } from '../course-options.ts'
import { chosenExercises, handoutFiles, manifestOf } from '../handout/handout-files.ts'
import { refuseUsedFolder, writeHandout } from '../handout/write-handout.ts'
import { languageOf, type Language } from '../language.ts'
import { filled } from '../../text.ts'
import { UsageError } from '../usage-error.ts'

interface Options {
  out?: string
  exercise: string[]
  lang?: string
}

const command: Command<Options> = {
  arguments: '--out DIR',
  describe: 'Writes what a student gets: a repository with stubs, visible tests and handouts that grades itself.',
  options: (yargs) =>
    yargs
      .option('out', { type: 'string', describe: 'a new or empty folder (one with .git alone counts as empty)' })
      .option('exercise', { type: 'string', array: true, default: [], describe: 'only these exercises; default: all' })
      .option('lang', { choices: ['en', 'zh'], describe: 'language of this output; the handout has both' }),
  async run({ out, exercise, lang }) {
    const language = languageOf(lang, process.env)
    if (out === undefined || out === '') throw outMissing()
    const folder = resolve(out)
    refuseUsedFolder(folder)
    const course = openCourse()
    const chosen =
      exercise.length === 0 ? 'all' : [...new Set(exercise.map((name) => exerciseId(exerciseFolder(course, name))))]
    const exercises = await chosenExercises(course, chosen)
    const files = handoutFiles(course, exercises)
    await writeHandout(folder, files, manifestOf(files, chosen))
    const titles = exercises.map(({ id, title }) => `  ${id}  ${filled(title)[language]}`)
    console.log([words.wrote[language](shown(folder)), ...titles, '', words.next[language](shown(folder))].join('\n'))
    return 0
  },
}
export default command

function shown(folder: string): string {
  const path = relative(process.cwd(), folder)
  return path === '' ? '.' : path.startsWith('..') ? folder : path
}

const words: Record<'wrote' | 'next', Record<Language, (folder: string) => string>> = {
  wrote: {
    en: (folder) => `Wrote ${folder}, the repository of a student, with`,
    zh: (folder) => `已写入 ${folder}，这是学生的作业仓库，包含：`,
  },
  next: {
    en: (folder) =>
      `Try it as a student would:\n  cd ${quoted(folder)}\n  npm ci\n  npm run grade -- list\nThen commit it and hand it out; README.md in it tells students the rest.`,
    zh: (folder) =>
      `像学生那样试一试：\n  cd ${quoted(folder)}\n  npm ci\n  npm run grade -- list\n然后提交到 git 并发给学生；其中的 README.zh.md 会说明其余的事。`,
  },
}

function quoted(path: string): string {
  return /^[\w./\\:-]+$/.test(path) ? path : JSON.stringify(path)
}

function outMissing(): UsageError {
  return new UsageError('out-missing', {
    en: 'say where to write the handout: add --out DIR, a new or an empty folder.',
    zh: '请指定写到哪里：加上 --out DIR，一个新的或空的文件夹。',
  })
}
