import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ArgumentError } from '../argument-error.ts'
import { expectBoolean, expectOneOf, expectWhole } from '../expect-argument.ts'
import { singleThreadKernels, type Kernels, type KernelType } from '../kernels/kernels.ts'
import { hasRelaxedSimd } from '../kernels/relaxed-simd.ts'
import { mostPieces } from '../kernels/pieces.ts'
import { threadedKernels } from './threaded-kernels.ts'

/** Options of `startKernels`. */
export type KernelOptions = {
  /** Default float32. */
  dtype?: KernelType
  /** From 1 to 4; by default as many as there are cores, and 4 at most. Results don't depend on it. */
  threads?: number
  /** Whether a multiply-add rounds once, which is faster; by default where the machine can. Results differ in their last digits. */
  fused?: boolean
}

/**
 * Starts the kernels that `npm run build` has compiled. Give them to a model, `new Sequential({ kernels })`, and call `close` when
 * no model needs them any more.
 *
 * @throws ArgumentError when an option can't be, or the kernels have not been built
 */
export async function startKernels(options: KernelOptions = {}): Promise<Kernels> {
  const {
    dtype = 'float32',
    threads = Math.min(mostPieces, availableParallelism()),
    fused = hasRelaxedSimd(),
  } = options
  expectOneOf('startKernels', 'dtype', dtype, ['float32', 'float64'])
  expectWhole('startKernels', 'threads', threads, 1)
  expectBoolean('startKernels', 'fused', fused)
  if (fused && !hasRelaxedSimd()) {
    throw new ArgumentError(
      'startKernels',
      'fused',
      'false, or Node 22 or later',
      `true on Node ${process.versions.node}`,
    )
  }
  if (threads > mostPieces) throw new ArgumentError('startKernels', 'threads', `${mostPieces} or less`, `${threads}`)
  const folder = kernelFolder()
  const file = join(folder, `${dtype}${fused ? '-fused' : ''}.wasm`)
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new ArgumentError(
      'startKernels',
      'dtype',
      `one whose kernels are there: npm run build makes ${file}`,
      String(error),
    )
  })
  const module = await WebAssembly.compile(bytes)
  if (threads === 1) return singleThreadKernels(module, dtype, fused)
  return threadedKernels(module, dtype, fused, threads, join(folder, 'thread.mjs'))
}

/** dist/kernels, from wherever this file was bundled to. */
function kernelFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder)
  return join(folder, 'dist', 'kernels')
}
