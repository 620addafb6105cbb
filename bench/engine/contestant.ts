import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { createInterface } from 'node:readline'
import { parseLine, type Answer, type Hello, type Request } from './protocol.ts'

export type Measured = Exclude<Answer, { error: string }>

/** A runner that is there, in a process of its own that lives until `stop`. */
export type Contestant = {
  /** `tfjs-node`, or `tfjs-node-2-threads`. */
  name: string
  version: string
  workloads: readonly string[]
  mostThreads: number
  /** @throws Error when the workload fails, and always once the process has ended or kept silent for too long */
  ask: (request: Request) => Promise<Measured>
  stop: () => void
}

export type Absent = { name: string; absent: string }

/** The longest run that is known takes half a minute. */
const longestSilence = 180_000

/** Starts a runner and waits for its hello. @param inputs the folder that `writeInputs` filled */
export async function startContestant(
  { name, file, threads }: { name: string; file: string; threads: number },
  inputs: string,
): Promise<Contestant | Absent> {
  const [program, ...words] = [...pinned(threads), ...programFor(file), file, inputs, String(threads)]
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' }
  const child = spawn(program, words, { env, stdio: ['pipe', 'pipe', 'pipe'] })
  const hear = listener(child)
  const stop = (): void => {
    child.stdin.end()
    child.kill()
  }
  try {
    const hello = (await hear()) as Hello
    if ('absent' in hello) {
      stop()
      return { name, absent: hello.absent }
    }
    const ask = async (request: Request): Promise<Measured> => {
      child.stdin.write(`${JSON.stringify(request)}\n`)
      const answer = (await hear()) as Answer
      if ('error' in answer) throw new Error(answer.error)
      return answer
    }
    return { name, ...hello, ask, stop }
  } catch (error) {
    stop()
    return { name, absent: (error as Error).message }
  }
}

/** Gives the objects that the process says, one a call. Throws what became of it when there are no more. */
function listener(child: ChildProcessWithoutNullStreams): () => Promise<unknown> {
  let said = ''
  let silent = false
  child.stderr.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-2000)))
  child.stdin.on('error', () => undefined) // the process has ended; the next line that isn't there says so
  const ended = new Promise<string>((done) => {
    child.once('error', (error) => done(error.message))
    child.once('close', (code, signal) => done(`its process ended (${signal ?? `exit code ${code}`})`))
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return async () => {
    const timer = setTimeout(() => {
      silent = true
      child.kill('SIGKILL')
    }, longestSilence)
    try {
      for (;;) {
        const line = await lines.next()
        if (line.done) break
        const message = parseLine(line.value)
        if (message !== undefined) return message
      }
    } finally {
      clearTimeout(timer)
    }
    const end = silent ? `it said nothing for ${longestSilence / 1000} s` : await ended
    throw new Error([end, said.trim().split('\n').at(-1)].filter(Boolean).join(': '))
  }
}

function programFor(file: string): string[] {
  switch (extname(file)) {
    case '.ts':
      return [process.execPath, 'scripts/run.mjs']
    case '.py':
      return [process.env.BENCH_PYTHON ?? 'python3']
    default:
      return [process.execPath]
  }
}

/** Who computes on one thread gets one core, the same one for all, where the system can do that: then one thread it is. */
function pinned(threads: number): string[] {
  if (threads > 1 || process.platform !== 'linux') return []
  const allowed = /^Cpus_allowed_list:.*?(\d+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))
  if (!allowed || spawnSync('taskset', ['--version']).status !== 0) return []
  return ['taskset', '--cpu-list', allowed[1]]
}
