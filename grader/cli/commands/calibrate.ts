import type { Command } from '../command.ts'
import { exerciseFolder, openCourse } from '../course-options.ts'
import { imageOpener } from '../image-opener.ts'
import { languageOf } from '../language.ts'
import { UsageError } from '../usage-error.ts'

interface Options {
  exercise?: string
  seeds: string
  data?: string
  lang?: string
}

const command: Command<Options> = {
  arguments: '<exercise>',
  describe: 'Measures an exercise’s accuracy checks over many seeds and sets their thresholds (for course authors).',
  options: (yargs) =>
    yargs
      .positional('exercise', { type: 'string', describe: 'exercise-3, 3, or the whole name' })
      .option('seeds', {
        type: 'string',
        default: '50',
        describe: 'how many seeds; finished ones are kept if interrupted',
      })
      .option('data', { type: 'string', describe: 'folder of the data' })
      .option('lang', { choices: ['en', 'zh'], describe: 'language' }),
  async run({ exercise = '', seeds, data, lang }) {
    const course = openCourse()
    const folder = exerciseFolder(course, exercise)
    const images = await imageOpener({ data, offline: false, language: languageOf(lang, process.env) })()
    if (images === null || images.kind !== 'cifar10') throw withoutData
    const { calibrate } = await import('../../course/calibrate.ts')
    await calibrate(course, folder, images, Math.max(2, Number(seeds) || 50), (line) => console.error(line))
    return 0
  },
}
export default command

const withoutData = new UsageError('no-data', {
  en: 'thresholds are measured on the real CIFAR-10, which is not here; run `grade data fetch`',
  zh: '阈值必须在真实的 CIFAR-10 上测定，而本机没有；请先运行 `grade data fetch`',
})
