import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Finding } from './finding.ts'

/** What the child writes. */
type Trial = { versions?: string; fault?: string }

/** Loads the module and multiplies two matrices. It prints its result last: TensorFlow may greet before. */
const trial = `
let result
try {
  const tf = require(process.argv[1])
  const product = tf.matMul([[1, 2], [3, 4]], [[5, 6], [7, 8]]).dataSync().join()
  const versions = tf.version['tfjs-node'] + ', libtensorflow ' + tf.backend().binding.TF_Version
  result = product === '19,22,43,50' ? { versions } : { fault: 'a product of matrices gave ' + product }
} catch (error) {
  result = { fault: String(error && error.message || error) }
}
console.log('\\n' + JSON.stringify(result))
`

/**
 * The state of TensorFlow's native backend: not set up, set up and computing, or set up and broken. It is tried in a child, because
 * it takes long to load, and a broken library may end the process.
 *
 * @param packageFolder the folder that `npm run setup:tfjs-node` sets it up in, or from which an installed one is found
 */
export async function tfjsNodeFinding(packageFolder: string): Promise<Finding> {
  const entry = entryOf(packageFolder)
  if (entry === null) {
    return {
      ok: null,
      en: 'tfjs-node is not set up (only a second backend; npm run setup:tfjs-node)',
      zh: '未安装 tfjs-node（仅是备选后端；可运行 npm run setup:tfjs-node）',
    }
  }
  const { versions, fault } = await tryEntry(entry)
  if (versions !== undefined) {
    const text = `tfjs-node ${versions}`
    return { ok: true, en: `${text} works, from ${entry}`, zh: `${text} 正常，位于 ${entry}` }
  }
  return {
    ok: false,
    en: `tfjs-node in ${entry} does not work: ${fault}. Mend it with: npm run setup:tfjs-node`,
    zh: `${entry} 中的 tfjs-node 无法工作：${fault}。请运行 npm run setup:tfjs-node 修复`,
  }
}

/** The one that was set up here, else an installed one. */
function entryOf(packageFolder: string): string | null {
  const local = join(packageFolder, '.tfjs-node')
  // The folder alone: a set-up that was interrupted is a broken one.
  if (existsSync(local)) return join(local, 'index.js')
  try {
    return createRequire(join(packageFolder, 'package.json')).resolve('@tensorflow/tfjs-node')
  } catch {
    return null
  }
}

function tryEntry(entry: string): Promise<Trial> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--eval', trial, entry], { timeout: 60_000 }, (error, stdout, stderr) => {
      const last = lastLine(stdout)
      if (last.startsWith('{')) resolve(oneLine(JSON.parse(last) as Trial))
      else resolve({ fault: lastLine(stderr) || `its process ended with ${error?.signal ?? error?.code ?? 0}` })
    })
  })
}

/** Messages of a failed require go on with the files that asked for it. */
function oneLine({ versions, fault }: Trial): Trial {
  return { versions, fault: fault?.split('\n')[0].replace(/[\s.]+$/, '') }
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? ''
}
