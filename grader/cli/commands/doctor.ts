import { accessSync, constants, mkdirSync } from 'node:fs'
import { cacheFolder } from '../../../reference-engine/data/cache-folder.ts'
import type { Command } from '../command.ts'
import type { Finding } from '../finding.ts'
import { languageOf, type Language } from '../language.ts'
import { packageFolder, packageVersion, runnerPath } from '../package-folder.ts'
import { tfjsNodeFinding } from '../tfjs-node-finding.ts'
import { statusLines } from './data.ts'

interface Options {
  data?: string
  lang?: string
}

const command: Command<Options> = {
  arguments: '',
  describe: 'Looks at this machine: Node, the child process, the bundler, the data, optional backends.',
  options: (yargs) =>
    yargs
      .option('data', { type: 'string', describe: 'folder of the data' })
      .option('lang', { choices: ['en', 'zh'], describe: 'language' }),
  async run({ data, lang }) {
    const language = languageOf(lang, process.env)
    const findings = [
      { ok: true, en: `grade-descent ${packageVersion()}`, zh: `grade-descent ${packageVersion()}` },
      nodeFinding(),
      await childFinding(),
      isolationFinding(),
      await cacheFinding(data),
      await tfjsNodeFinding(packageFolder),
    ]
    for (const finding of findings) console.log(`${mark(finding, language)} ${finding[language]}`)
    await showData(data, language)
    return findings.some(({ ok }) => ok === false) ? 3 : 0
  },
}
export default command

function mark({ ok }: Finding, language: Language): string {
  if (ok === null) return language === 'zh' ? '可选' : 'optional'
  if (ok) return language === 'zh' ? '正常' : 'ok      '
  return language === 'zh' ? '故障' : 'FAULT   '
}

function nodeFinding(): Finding {
  const [major] = process.versions.node.split('.').map(Number)
  const platform = `Node ${process.versions.node}, ${process.platform} ${process.arch}`
  if (major >= 20) return { ok: true, en: platform, zh: platform }
  return { ok: false, en: `${platform}: version 20 or later is needed`, zh: `${platform}：需要 20 或更高版本` }
}

/** Really builds and calls a small function in a child. */
async function childFinding(): Promise<Finding> {
  const { tryChild } = await import('../try-child.ts')
  const started = performance.now()
  const fault = await tryChild(runnerPath)
  const ms = Math.round(performance.now() - started)
  if (fault === null) {
    return { ok: true, en: `bundler and child process work (${ms} ms)`, zh: `打包与子进程正常（${ms} 毫秒）` }
  }
  return { ok: false, en: `a function could not be run in a child: ${fault}`, zh: `无法在子进程中运行函数：${fault}` }
}

function isolationFinding(): Finding {
  return {
    ok: null,
    en: 'isolation "process": a child with limits on time, memory and output; a grade made so is practice, not official',
    zh: '隔离级别“process”：限制时间、内存与输出的子进程；这样得到的成绩仅供练习，不是正式成绩',
  }
}

async function cacheFinding(data: string | undefined): Promise<Finding> {
  const folder = await cacheFolder(data)
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return { ok: true, en: `data folder ${folder} can be written`, zh: `数据文件夹 ${folder} 可写` }
  } catch {
    return {
      ok: false,
      en: `data folder ${folder} can't be written; choose another one with --data DIR or GRADE_DATA`,
      zh: `数据文件夹 ${folder} 不可写；请用 --data DIR 或 GRADE_DATA 另选一个`,
    }
  }
}

async function showData(data: string | undefined, language: Language): Promise<void> {
  const { dataStatus } = await import('../../../reference-engine/data/status.ts')
  const status = await dataStatus(await cacheFolder(data))
  for (const line of statusLines(status, language)) console.log(`         ${line}`)
}
