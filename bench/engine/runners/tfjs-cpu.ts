import * as tf from '@tensorflow/tfjs'
import { serve } from '../serve.ts'
import { tfjsTrials } from '../tfjs/trials.ts'

await serve(async () => {
  tf.enableProdMode() // keeps its greeting off the console
  await tf.setBackend('cpu')
  return { version: `tfjs ${tf.version.tfjs}, CPU backend`, mostThreads: 1, trials: tfjsTrials(tf) }
})
