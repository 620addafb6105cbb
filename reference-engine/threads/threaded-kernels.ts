import { Worker } from 'node:worker_threads'
import { createArena } from '../kernels/arena.ts'
import { bindInstructions } from '../kernels/instruction.ts'
import {
  closedMessage,
  instantiateKernels,
  kernelMemory,
  releasedMessage,
  reservedBytes,
  type Kernels,
  type KernelType,
  type Phases,
  type Program,
} from '../kernels/kernels.ts'
import { announce, awaitReports, createSignals, hasFailed, mailRound } from './signals.ts'
import type { ThreadMessage, ThreadStart } from './thread.ts'

/**
 * Kernels on several threads over one memory: the caller's is the first of them, the others are workers that sleep between programs.
 *
 * @param threadFile the built `thread.ts`
 * @internal
 */
export async function threadedKernels(
  module: WebAssembly.Module,
  dtype: KernelType,
  fused: boolean,
  threads: number,
  threadFile: string,
): Promise<Kernels> {
  const memory = kernelMemory()
  const exports = instantiateKernels(module, memory)
  const signals = createSignals()
  const workers = await startWorkers(threads - 1, threadFile, { module, memory, signals })
  let reports = 0
  let programs = 0
  let closed = false

  function round(program: number, phase: number, ownPart: readonly (() => unknown)[]): void {
    if (closed) throw new Error(closedMessage)
    announce(signals, program, phase)
    try {
      for (let index = 0; index < ownPart.length; index++) ownPart[index]()
    } finally {
      // Whatever happened here: the others report, and must be heard.
      reports = (reports + workers.length) | 0
      awaitReports(signals, reports)
    }
    if (hasFailed(signals)) throw new Error('a thread of the kernels gave up: this is a fault of the engine')
  }

  /** In a round of its own, so that no thread is ever asked for what it has not read. */
  function send(messageFor: (thread: number) => ThreadMessage): void {
    workers.forEach((worker, index) => worker.postMessage(messageFor(index + 1)))
    round(mailRound, 0, [])
  }

  function load(phases: Phases): Program {
    // All of them here first: what can't be bound is refused before any thread hears of it.
    const bound = phases.map((lists) => lists.map((list) => bindInstructions(exports, list)))
    const program = programs++
    send((thread) => ({ program, phases: phases.map((lists) => lists[thread]) }))
    let parts: (() => unknown)[][] | null = bound.map((lists) => lists[0])
    return {
      run() {
        if (!parts) throw new Error(releasedMessage)
        for (let phase = 0; phase < parts.length; phase++) round(program, phase, parts[phase])
      },
      release() {
        if (parts && !closed) send(() => ({ program, phases: null }))
        parts = null
      },
    }
  }

  return {
    dtype,
    threads,
    fused,
    arena: createArena(memory, reservedBytes),
    exports,
    load,
    close() {
      closed = true
      for (const worker of workers) void worker.terminate()
    },
  }
}

/** All of them, or none: where one can't start the others are ended. */
async function startWorkers(count: number, file: string, start: ThreadStart): Promise<Worker[]> {
  const workers = Array.from({ length: count }, () => new Worker(file, { workerData: start }))
  try {
    await Promise.all(workers.map(ready))
  } catch (error) {
    for (const worker of workers) void worker.terminate()
    throw new Error(`a thread of the kernels could not be started from ${file}: npm run build makes it`, {
      cause: error,
    })
  }
  return workers
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', () => {
      // It lives as long as the process has something else to do.
      worker.unref()
      resolve()
    })
  })
}
