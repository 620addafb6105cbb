import type { Kernels } from '../../reference-engine/kernels/kernels.ts'
import { conv2d } from '../../reference-engine/layers/conv2d.ts'
import { dense } from '../../reference-engine/layers/dense.ts'
import { flatten } from '../../reference-engine/layers/flatten.ts'
import { maxPooling2d } from '../../reference-engine/layers/max-pooling2d.ts'
import { Sequential } from '../../reference-engine/sequential.ts'

/** The article's network: [N, 32, 32, 3], 0-1, to ten logits; compiled as the article does. */
export function makeModel(seed: string, kernels?: Kernels): Sequential {
  const model = new Sequential({ name: 'article', seed, kernels })
  model.add(conv2d({ filters: 32, kernelSize: 3, activation: 'relu', inputShape: [32, 32, 3] }))
  model.add(maxPooling2d({ poolSize: 2 }))
  model.add(conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }))
  model.add(maxPooling2d({ poolSize: 2 }))
  model.add(conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }))
  model.add(flatten())
  model.add(dense({ units: 64, activation: 'relu' }))
  model.add(dense({ units: 10 }))
  // Sparse categorical cross-entropy from logits.
  model.compile({ optimizer: 'adam', loss: 'softmaxCrossEntropy', metrics: ['accuracy'] })
  return model
}
