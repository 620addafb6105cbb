import { availableParallelism } from 'node:os'
import yargs from 'yargs'
import { mostPieces } from '../../reference-engine/kernels/pieces.ts'
import { UserError } from './user-error.ts'

export type Options = {
  /** Of the training set, the validation images among them. */
  images: number
  epochs: number
  /** The folder of the run. */
  out: string
  /** The folder of CIFAR-10; undefined is the user's cache folder. */
  data: string | undefined
  seed: string
  threads: number
  offline: boolean
}

const limits = { images: [2, 50_000], epochs: [1, 10_000], threads: [1, mostPieces] } as const
const program = 'npm run example:article --'

/**
 * @param words the command line, without node and the script
 * @returns what it asks for, or the text that explains the options where it asks for that
 * @throws UserError when an option or its value can't be
 */
export async function parseOptions(words: readonly string[]): Promise<{ options: Options } | { help: string }> {
  let help = ''
  const given = await parser().parseAsync([...words], {}, (error, _, output) => {
    if (error) throw new UserError(`${error.message}. ${program} --help lists the options.`)
    help = output
  })
  if (help !== '') return { help }
  return {
    options: {
      images: wholeNumber('images', given.images),
      epochs: wholeNumber('epochs', given.epochs),
      out: text('out', given.out),
      data: given.data === undefined ? undefined : text('data', given.data),
      seed: text('seed', given.seed),
      threads: wholeNumber('threads', given.threads),
      offline: given.offline,
    },
  }
}

function parser() {
  const value = { type: 'string', requiresArg: true } as const
  return yargs()
    .scriptName(program)
    .usage(`${program} [options]\n\nTrains the article's network on CIFAR-10, tests it, and writes a page about it.`)
    .option('images', { ...value, default: '50000', describe: 'training images; a tenth of them validates' })
    .option('epochs', { ...value, default: '10', describe: 'times that each image is trained on' })
    .option('out', { ...value, default: 'article-run', describe: 'folder of the run; a run in it goes on' })
    .option('data', { ...value, describe: 'folder of CIFAR-10; default: the user’s cache folder' })
    .option('seed', { ...value, default: '0', describe: 'decides the first weights and the order of the images' })
    .option('threads', { ...value, default: defaultThreads(), describe: 'change the time, not the result' })
    .option('offline', { type: 'boolean', default: false, describe: 'never fetch CIFAR-10' })
    .strict()
    .demandCommand(0, 0)
    .locale('en')
    .version(false)
    .help('help', 'shows this')
    .exitProcess(false)
    .parserConfiguration({ 'parse-numbers': false })
}

function defaultThreads(): string {
  return availableParallelism() > 1 ? '2' : '1'
}

function wholeNumber(option: keyof typeof limits, given: unknown): number {
  const [least, most] = limits[option]
  const number = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : NaN
  if (number >= least && number <= most) return number
  throw new UserError(`--${option} must be a whole number from ${least} to ${most}; got ${shown(given)}.`)
}

function text(option: string, given: unknown): string {
  if (typeof given === 'string' && given !== '') return given
  throw new UserError(`--${option} must be one text that is not empty; got ${shown(given)}.`)
}

/** An option that is given twice comes as an array. */
function shown(given: unknown): string {
  return Array.isArray(given) ? given.map((each) => JSON.stringify(each)).join(' and ') : JSON.stringify(given)
}
