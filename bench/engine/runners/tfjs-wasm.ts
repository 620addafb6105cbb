import * as tf from '@tensorflow/tfjs'
import { setThreadsCount, version_wasm } from '@tensorflow/tfjs-backend-wasm'
import { serve } from '../serve.ts'
import { tfjsTrials } from '../tfjs/trials.ts'

/** It has no Conv2DBackpropFilter, and so can't train a convolution. */
const withoutKernel = /^article-training-step$|-by-filter$/

await serve(async () => {
  tf.enableProdMode() // keeps its greeting off the console
  setThreadsCount(1)
  if (!(await tf.setBackend('wasm'))) return { absent: 'its WASM module could not be loaded' }
  const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'SIMD' : 'no SIMD'
  const trials = Object.entries(tfjsTrials(tf)).filter(([name]) => !withoutKernel.test(name))
  return { version: `tfjs-backend-wasm ${version_wasm}, ${simd}`, mostThreads: 1, trials: Object.fromEntries(trials) }
})
