/** A thread of `threadedKernels`: does its part of one round after another, and sleeps when none comes. */
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads'
import { bindInstructions, type Instruction } from '../kernels/instruction.ts'
import { instantiateKernels } from '../kernels/kernels.ts'
import { awaitRound, mailRound, phaseOf, programOf, report, type Signals } from './signals.ts'

/** What a thread begins with. @internal */
export type ThreadStart = { module: WebAssembly.Module; memory: WebAssembly.Memory; signals: Signals }

/** This thread's lists of instructions of a program, one for each phase. @internal */
export type ThreadProgram = { program: number; phases: readonly (readonly Instruction[])[] }

function work({ module, memory, signals }: ThreadStart, port: MessagePort): void {
  const exports = instantiateKernels(module, memory)
  const programs = new Map<number, (() => void)[][]>()
  for (let round = 1; ; round = (round + 1) | 0) {
    awaitRound(signals, round)
    const program = programOf(signals)
    if (program === mailRound) {
      const received = receiveMessageOnPort(port) as { message: ThreadProgram }
      programs.set(
        received.message.program,
        received.message.phases.map((list) => bindInstructions(exports, list)),
      )
    } else {
      const calls = programs.get(program)?.[phaseOf(signals)] ?? []
      for (let index = 0; index < calls.length; index++) calls[index]()
    }
    report(signals)
  }
}

if (parentPort) {
  parentPort.postMessage('ready')
  work(workerData as ThreadStart, parentPort)
}
