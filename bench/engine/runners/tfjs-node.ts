import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import type * as TensorFlow from '@tensorflow/tfjs'
import { serve } from '../serve.ts'
import { tfjsTrials } from '../tfjs/trials.ts'

type Binding = { binding: { TF_Version: string } }

await serve(async (threads) => {
  const setUp = resolve('.tfjs-node/index.js')
  if (!existsSync(setUp)) return { absent: 'not set up; npm run setup:tfjs-node does it' }
  // Read when the addon is loaded. oneDNN has its own pool.
  for (const name of ['TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS', 'OMP_NUM_THREADS']) {
    process.env[name] = String(threads)
  }
  const tf = createRequire(setUp)(setUp) as typeof TensorFlow
  tf.enableProdMode()
  await tf.ready()
  // The addon, which the types of the backend don't show.
  const { binding } = tf.backend() as unknown as Binding
  const version = `tfjs-node ${tf.version.tfjs}, libtensorflow ${binding.TF_Version}`
  return { version, mostThreads: 2, trials: tfjsTrials(tf) }
})
