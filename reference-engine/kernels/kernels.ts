import type { DType, TensorData } from '../tensor.ts'
import { createArena, type Arena } from './arena.ts'
import { bindInstructions, type Instruction, type KernelExports } from './instruction.ts'

/** The precisions that there are kernels for. */
export type KernelType = Extract<DType, 'float32' | 'float64'>

/** The work of a program: phases one after another; in each, every thread has a list of its own, and all are done before the next begins. */
export type Phases = readonly (readonly (readonly Instruction[])[])[]

/** A program that the threads have been given. Running it allocates nothing. */
export type Program = {
  /** @throws Error when the kernels have been closed, or the program was released */
  run(): void
  /** Lets the threads forget it. */
  release(): void
}

/** Kernels in WebAssembly over one linear memory, on one thread or more. */
export interface Kernels {
  readonly dtype: KernelType
  /** How many threads a program's phases have lists for. */
  readonly threads: number
  /** Whether a multiply-add rounds once (relaxed SIMD). */
  readonly fused: boolean
  readonly arena: Arena
  readonly exports: KernelExports
  load(phases: Phases): Program
  /** Ends the threads; the kernels can't be used any more. */
  close(): void
}

/** 2 GiB in pages of 64 KiB: what may be grown to, not what is taken. */
const mostPages = 32768

/** What a program says that can't be run any more. @internal */
export const closedMessage = 'these kernels have been closed: start others with startKernels'
/** What a program says that can't be run any more. @internal */
export const releasedMessage = 'this program has been released'

/** What the data of the modules themselves may take at the begin of the memory. @internal */
export const reservedBytes = 65536

/** A memory for `startKernels`, which threads can share. @internal */
export function kernelMemory(): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 16, maximum: mostPages, shared: true })
}

/** The kernels of a compiled module over a memory. @internal */
export function instantiateKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): KernelExports {
  const abort = () => {
    throw new Error('a kernel gave up: this is a fault of the engine')
  }
  return new WebAssembly.Instance(module, { env: { memory, abort } }).exports as KernelExports
}

/**
 * Kernels that run on the caller's own thread.
 *
 * @param module compiled for `dtype`
 * @internal
 */
export function singleThreadKernels(module: WebAssembly.Module, dtype: KernelType, fused: boolean): Kernels {
  const memory = kernelMemory()
  const exports = instantiateKernels(module, memory)
  let closed = false
  return {
    dtype,
    threads: 1,
    fused,
    arena: createArena(memory, reservedBytes),
    exports,
    load(phases) {
      const instructions = phases.flatMap((lists) => lists.flat())
      let calls: (() => unknown)[] | null = bindInstructions(exports, instructions)
      return {
        run() {
          if (closed) throw new Error(closedMessage)
          if (!calls) throw new Error(releasedMessage)
          for (let index = 0; index < calls.length; index++) calls[index]()
        },
        release() {
          calls = null
        },
      }
    },
    close() {
      closed = true
    },
  }
}

/** Numbers in a panel of 32 bytes. @internal */
export function panelColumnsOf(dtype: KernelType): number {
  return 32 / bytesOf(dtype)
}

/** @returns the bytes of a number of this precision @internal */
export function bytesOf(dtype: KernelType): number {
  return dtype === 'float32' ? 4 : 8
}

/** Numbers of this precision in the arena, as they are and will be: not a copy. @internal */
export function numbersAt({ arena, dtype }: Kernels, address: number, count: number): TensorData {
  const View = dtype === 'float32' ? Float32Array : Float64Array
  return new View(arena.memory.buffer, address, count) as TensorData
}
