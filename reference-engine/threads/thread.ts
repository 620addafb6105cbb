/** A thread of `threadedKernels`: does its part of one round after another, and sleeps when none comes. */
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads'
import { bindInstructions, type Instruction } from '../kernels/instruction.ts'
import { instantiateKernels } from '../kernels/kernels.ts'
import { awaitRound, fail, mailRound, phaseOf, programOf, report, type Signals } from './signals.ts'

/** What a thread begins with. @internal */
export type ThreadStart = { module: WebAssembly.Module; memory: WebAssembly.Memory; signals: Signals }

/** This thread's lists of instructions of a program, one for each phase; null for a program that is not needed any more. @internal */
export type ThreadMessage = { program: number; phases: readonly (readonly Instruction[])[] | null }

function work({ module, memory, signals }: ThreadStart, port: MessagePort): void {
  const exports = instantiateKernels(module, memory)
  const programs = new Map<number, (() => unknown)[][]>()

  function readMail(): void {
    const { program, phases } = (receiveMessageOnPort(port) as { message: ThreadMessage }).message
    if (phases === null) programs.delete(program)
    else
      programs.set(
        program,
        phases.map((list) => bindInstructions(exports, list)),
      )
  }

  for (let round = 1; ; round = (round + 1) | 0) {
    awaitRound(signals, round)
    try {
      const program = programOf(signals)
      if (program === mailRound) {
        readMail()
      } else {
        const calls = programs.get(program)?.[phaseOf(signals)] ?? []
        for (let index = 0; index < calls.length; index++) calls[index]()
      }
    } catch {
      fail(signals)
    }
    report(signals)
  }
}

if (parentPort) {
  parentPort.postMessage('ready')
  work(workerData as ThreadStart, parentPort)
}
