import { Worker } from 'node:worker_threads'
import { createArena } from '../kernels/arena.ts'
import { bindInstructions } from '../kernels/instruction.ts'
import {
  instantiateKernels,
  kernelMemory,
  reservedBytes,
  type Kernels,
  type KernelType,
  type Phases,
} from '../kernels/kernels.ts'
import { announce, awaitReports, createSignals, mailRound } from './signals.ts'
import type { ThreadProgram, ThreadStart } from './thread.ts'

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
  const workers = await Promise.all(
    Array.from({ length: threads - 1 }, () => startWorker(threadFile, { module, memory, signals })),
  )
  let reports = 0
  let programs = 0
  let closed = false

  function round(program: number, phase: number, ownPart: readonly (() => void)[]): void {
    if (closed) throw new Error('these kernels have been closed')
    announce(signals, program, phase)
    for (let index = 0; index < ownPart.length; index++) ownPart[index]()
    reports = (reports + workers.length) | 0
    awaitReports(signals, reports)
  }

  function load(phases: Phases): { run(): void } {
    const program = programs++
    workers.forEach((worker, index) => {
      const own: ThreadProgram = { program, phases: phases.map((lists) => lists[index + 1]) }
      worker.postMessage(own)
    })
    round(mailRound, 0, [])
    const parts = phases.map((lists) => bindInstructions(exports, lists[0]))
    return {
      run() {
        for (let phase = 0; phase < parts.length; phase++) round(program, phase, parts[phase])
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

function startWorker(file: string, start: ThreadStart): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: start })
    worker.once('error', reject)
    worker.once('message', () => {
      // It lives as long as the process has something else to do.
      worker.unref()
      resolve(worker)
    })
  })
}
