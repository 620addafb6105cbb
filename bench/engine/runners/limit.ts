import { startKernels } from '../../../reference-engine/threads/start-kernels.ts'
import { serve } from '../serve.ts'
import { limitWorkload } from '../workloads.ts'

/** Multiplications and additions of a round: of 24 vectors of 4 numbers. */
const operationsOfRound = 24 * 4 * 2

// What the machine can do in WebAssembly: a kernel that only multiplies and adds, in registers.
await serve(async () => {
  const { exports, fused } = await startKernels({ threads: 1 })
  const rounds = Math.round(limitWorkload.operations / operationsOfRound)
  const trial = () => {
    exports.multiplyAddRate(rounds)
    return { read: () => ({}) }
  }
  return {
    version: `multiply-adds in ${fused ? 'relaxed SIMD' : 'SIMD'}, one thread`,
    mostThreads: 1,
    trials: { [limitWorkload.name]: () => trial },
  }
})
