import type { Batch } from '../../reference-engine/datasets/dataset.ts'
import type { Kernels } from '../../reference-engine/kernels/kernels.ts'
import { conv2d } from '../../reference-engine/layers/conv2d.ts'
import { dense } from '../../reference-engine/layers/dense.ts'
import { flatten } from '../../reference-engine/layers/flatten.ts'
import { maxPooling2d } from '../../reference-engine/layers/max-pooling2d.ts'
import { reshape } from '../../reference-engine/primitives/reshape.ts'
import { slice } from '../../reference-engine/primitives/slice.ts'
import { Sequential } from '../../reference-engine/sequential.ts'
import type { Tensor } from '../../reference-engine/tensor.ts'
import type { Inputs } from './workloads.ts'

/** The article's network with these weights, given in the order of its layers; computed by its ops where there are no kernels. */
export function articleModel(weights: Inputs, kernels?: Kernels): Sequential {
  const model = new Sequential({ kernels })
  model.add(conv2d({ filters: 32, kernelSize: 3, activation: 'relu', inputShape: [32, 32, 3] }))
  model.add(maxPooling2d())
  model.add(conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }))
  model.add(maxPooling2d())
  model.add(conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }))
  model.add(flatten())
  model.add(dense({ units: 64, activation: 'relu' }))
  model.add(dense({ units: 10 }))
  const given = Object.values(weights)
  model.setWeights(Object.fromEntries(Object.keys(model.getWeights()).map((name, index) => [name, given[index]])))
  return model
}

/** A batch for each entry of the first axis. */
export function batchesOf(images: Tensor, labels: Tensor): Batch[] {
  return Array.from({ length: images.shape[0] }, (_, index) => ({ x: entry(images, index), y: entry(labels, index) }))
}

function entry(batches: Tensor, index: number): Tensor {
  const [, ...shape] = batches.shape
  const start = [index, ...shape.map(() => 0)]
  return reshape(slice(batches, start, [1, ...shape]), shape)
}
