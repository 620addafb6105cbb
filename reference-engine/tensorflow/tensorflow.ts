import type * as tfjs from '@tensorflow/tfjs'

/** What is used of TensorFlow.js, given as an argument: `@tensorflow/tfjs` with any of its backends, or `@tensorflow/tfjs-node`. */
export type TensorFlow = Pick<typeof tfjs, 'layers' | 'losses' | 'metrics' | 'sequential' | 'tensor' | 'train'>
