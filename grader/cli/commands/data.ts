import { cacheFolder } from '../../../reference-engine/data/cache-folder.ts'
import { DataError } from '../../../reference-engine/data/data-error.ts'
import type { DataStatus, FileStatus } from '../../../reference-engine/data/status.ts'
import type { Command } from '../command.ts'
import { fetchData } from '../fetch-data.ts'
import { languageOf, type Language } from '../language.ts'
import { printedCommand } from '../printed-command.ts'
import { UsageError } from '../usage-error.ts'

interface Options {
  action?: string
  from?: string
  out: string
  data?: string
  verify: boolean
  lang?: string
}

const command: Command<Options> = {
  arguments: '<action>',
  describe: 'CIFAR-10 on this machine: what is there, fetching it, packing the images that the exercises use.',
  options: (yargs) =>
    yargs
      .positional('action', { choices: ['status', 'fetch', 'pack'], describe: 'what to do' })
      .option('from', {
        type: 'string',
        describe: 'fetch: URL or file (tarball, official binary archive, packed file)',
      })
      .option('out', { type: 'string', default: 'cifar10-exercises.images', describe: 'pack: the file to write' })
      .option('data', { type: 'string', describe: 'folder of the data; default: the user’s cache folder' })
      .option('verify', { type: 'boolean', default: false, describe: 'status: read and check every byte' })
      .option('lang', { choices: ['en', 'zh'], describe: 'language' }),
  async run({ action, from, out, data, verify, lang }) {
    const language = languageOf(lang, process.env)
    const folder = await cacheFolder(data)
    try {
      if (action === 'fetch') return await fetchTo(folder, from, language)
      if (action === 'pack') return await pack(folder, out, language)
      return await showStatus(folder, verify, language)
    } catch (error) {
      throw asUsageError(error)
    }
  },
}
export default command

async function fetchTo(folder: string, from: string | undefined, language: Language): Promise<number> {
  const { path, alreadyThere } = await fetchData(folder, from, language)
  const there = language === 'zh' ? '数据已在' : 'Already there:'
  const fetched = language === 'zh' ? '已存入' : 'Fetched to'
  console.log(`${alreadyThere ? there : fetched} ${path}`)
  return 0
}

async function pack(folder: string, out: string, language: Language): Promise<number> {
  const { packImages } = await import('../../../reference-engine/data/pack.ts')
  const { imagePool } = await import('../../checks/accuracy.ts')
  const first = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
  await packImages({ folder, out, train: first(imagePool.train), test: first(imagePool.test) })
  console.log(
    language === 'zh'
      ? `已写入 ${out}。在另一台机器上：${printedCommand(process.cwd())} data fetch --from ${out}`
      : `Wrote ${out}. On another machine: ${printedCommand(process.cwd())} data fetch --from ${out}`,
  )
  return 0
}

async function showStatus(folder: string, verify: boolean, language: Language): Promise<number> {
  const { dataStatus } = await import('../../../reference-engine/data/status.ts')
  const status = await dataStatus(folder, { verify })
  console.log(statusLines(status, language).join('\n'))
  return [status.whole, ...status.packed].some(({ state }) => state === 'damaged') ? 3 : 0
}

/** What is on the machine, a line a file. */
export function statusLines({ whole, packed }: DataStatus, language: Language): string[] {
  return [whole, ...packed].map((file) => statusLine(file, language))
}

function statusLine({ path, state, bytes, images, problem }: FileStatus, language: Language): string {
  const zh = language === 'zh'
  if (state === 'absent') return zh ? `CIFAR-10：没有（应在 ${path}）` : `CIFAR-10: absent (it would be ${path})`
  if (state === 'damaged')
    return zh ? `CIFAR-10：已损坏：${problem?.zh ?? path}` : `CIFAR-10: damaged: ${problem?.en ?? path}`
  const size = `${(bytes / 1e6).toFixed(1)} MB`
  const counts = zh
    ? `训练 ${images?.train ?? 0} 张，测试 ${images?.test ?? 0} 张`
    : `${images?.train ?? 0} training and ${images?.test ?? 0} test images`
  return zh ? `CIFAR-10：就绪，${counts}，${size}，${path}` : `CIFAR-10: present, ${counts}, ${size}, ${path}`
}

function asUsageError(error: unknown): unknown {
  return error instanceof DataError ? new UsageError(error.code, error.text) : error
}
