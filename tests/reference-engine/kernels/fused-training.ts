/** Prints the losses of a few steps by kernels with and without multiply-adds that round once, in both precisions. */
import { conv2d } from '../../../reference-engine/layers/conv2d.ts'
import { dense } from '../../../reference-engine/layers/dense.ts'
import { flatten } from '../../../reference-engine/layers/flatten.ts'
import { Random } from '../../../reference-engine/random.ts'
import { Sequential } from '../../../reference-engine/sequential.ts'
import { sizeOf, tensor } from '../../../reference-engine/tensor.ts'
import { startKernels } from '../../../reference-engine/threads/start-kernels.ts'
import { float64Weights } from './float64-weights.ts'

const random = new Random('fused')
const shape = [6, 8, 8, 3]
const values = Array.from({ length: sizeOf(shape) }, () => random.normal())
const labels = tensor(Int32Array.from([0, 1, 2, 3, 0, 1]))

async function losses(dtype: 'float32' | 'float64', fused: boolean): Promise<number[]> {
  const kernels = await startKernels({ dtype, fused, threads: 1 })
  const x = tensor(values, shape, dtype)
  const model = new Sequential({ seed: 1, kernels })
  model.add(conv2d({ filters: 10, kernelSize: 3, activation: 'relu', inputShape: shape.slice(1) }))
  model.add(flatten())
  model.add(dense({ units: 4 }))
  if (dtype === 'float64') model.setWeights(float64Weights(model.getWeights()))
  model.compile({ optimizer: 'adam', loss: 'softmaxCrossEntropy' })
  return Array.from({ length: 6 }, () => model.trainOnBatch(x, labels).loss)
}

async function inBoth(fused: boolean) {
  return { float32: await losses('float32', fused), float64: await losses('float64', fused) }
}

console.log(JSON.stringify({ fused: await inBoth(true), separate: await inBoth(false) }))
