import { startKernels } from '../../../reference-engine/threads/start-kernels.ts'
import { serve } from '../serve.ts'
import { limitWorkload } from '../workloads.ts'

/** Multiplications and additions of a round: of 24 vectors of 4 numbers. */
const operationsOfRound = 24 * 4 * 2

// What the machine can do in WebAssembly: a kernel that only multiplies and adds, in registers; each thread does as much as the others.
await serve(async (threads) => {
  const { load, fused } = await startKernels({ threads })
  const rounds = Math.round(limitWorkload.operations / operationsOfRound / threads)
  const program = load([Array.from({ length: threads }, () => [['multiplyAddRate', rounds]])])
  const trial = () => {
    program.run()
    return { read: () => ({}) }
  }
  return {
    version: `multiply-adds in ${fused ? 'relaxed SIMD' : 'SIMD'}`,
    mostThreads: 2,
    trials: { [limitWorkload.name]: () => trial },
  }
})
