import { closeSync, openSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs'

/**
 * Reads the processor time of one process from outside: the sum over its threads of /proc/PID/task/*\/schedstat, which counts
 * nanoseconds (Linux only). Threads that have ended keep what they had used.
 */
export interface ProcessorClock {
  /** Milliseconds since the process began; null where the system can't tell. */
  read(): number | null
  close(): void
}

export function openProcessorClock(pid: number): ProcessorClock {
  const folder = `/proc/${pid}/task`
  const threads = new Map<string, { file: number; nanoseconds: number }>()
  const text = Buffer.alloc(64)
  let links = 0

  function findThreads(): void {
    // A folder of /proc has a link for each folder in it: one cheap look tells whether threads came or went.
    const now = statSync(folder).nlink
    if (now === links) return
    for (const thread of readdirSync(folder)) {
      if (!threads.has(thread))
        threads.set(thread, { file: openSync(`${folder}/${thread}/schedstat`, 'r'), nanoseconds: 0 })
    }
    links = now
  }

  return {
    read() {
      if (process.platform !== 'linux') return null
      try {
        findThreads()
        let total = 0
        for (const thread of threads.values()) {
          thread.nanoseconds = readNanoseconds(thread.file, text) ?? thread.nanoseconds
          total += thread.nanoseconds
        }
        return total / 1e6
      } catch {
        return null
      }
    },
    close() {
      for (const thread of threads.values()) closeSync(thread.file)
      threads.clear()
    },
  }
}

function readNanoseconds(file: number, into: Buffer): number | null {
  try {
    const length = readSync(file, into, 0, into.length, 0)
    return Number.parseInt(into.toString('latin1', 0, length), 10)
  } catch {
    return null
  }
}

/** Megabytes of memory that a process holds; null where the system can't tell. */
export async function residentMegabytes(pid: number): Promise<number | null> {
  try {
    if (process.platform === 'linux')
      return kilobytesIn(/^VmRSS:\s+(\d+) kB/m, readFileSync(`/proc/${pid}/status`, 'utf8'))
    if (process.platform === 'darwin')
      return kilobytesIn(/(\d+)/, await outputOf('ps', ['-o', 'rss=', '-p', String(pid)]))
  } catch {
    // The process has just ended, which is noticed elsewhere.
  }
  return null
}

function kilobytesIn(pattern: RegExp, text: string): number | null {
  const found = pattern.exec(text)
  return found ? Number(found[1]) / 1024 : null
}

async function outputOf(command: string, values: string[]): Promise<string> {
  const [{ execFile }, { promisify }] = await Promise.all([import('node:child_process'), import('node:util')])
  const { stdout } = await promisify(execFile)(command, values)
  return stdout
}
