import { conv2d as conv2dOp } from '../../../reference-engine/ops/conv2d.ts'
import { lstm, lstmBackward } from '../../../reference-engine/ops/lstm.ts'
import { adamOptimizer } from '../../../reference-engine/optimizers/adam.ts'
import { matMul } from '../../../reference-engine/primitives/mat-mul.ts'
import { zeros, zerosLike, type Tensor } from '../../../reference-engine/tensor.ts'
import { articleModel, batchesOf } from '../article-model.ts'
import { serve, type Runner, type Trial } from '../serve.ts'
import type { Inputs } from '../workloads.ts'

// The engine in plain TypeScript. Its conv2dBackward computes both gradients at once, so it has neither pass by itself.

const trials: Runner['trials'] = {
  'article-training-step': ({ images, labels, ...weights }) => {
    const model = articleModel(weights)
    model.compile({ optimizer: adamOptimizer(), loss: 'softmaxCrossEntropy' })
    const batches = batchesOf(images, labels)
    let step = 0
    return () => {
      const { x, y } = batches[step++ % batches.length]
      return { loss: model.trainOnBatch(x, y).loss }
    }
  },
  'article-prediction': ({ images, labels: _, ...weights }) => {
    const model = articleModel(weights)
    return forward(() => ({ logits: model.predict(images, { batchSize: images.shape[0] }) }))
  },
  'mat-mul-1024': ({ a, b }) => forward(() => ({ product: matMul(a, b) })),
  ...Object.fromEntries([1, 2, 3].map((layer) => [`convolution-${layer}-forward`, convolution])),
  'lstm-training-step': ({ x, dH, ...parameters }) => {
    const [samples, , units] = dH.shape
    const { inputWeights, recurrentWeights, bias } = parameters
    const initial = { h: zeros([samples, units]), c: zeros([samples, units]) }
    return forward(() => {
      const { h } = lstm(x, initial, { inputWeights, recurrentWeights, bias })
      const dStates = { h: dH, c: zerosLike(dH) }
      const { dX, gradients } = lstmBackward(dStates, x, initial, { inputWeights, recurrentWeights, bias })
      return {
        h,
        dX,
        dInputWeights: gradients.inputWeights,
        dRecurrentWeights: gradients.recurrentWeights,
        dBias: gradients.bias,
      }
    })
  },
}

await serve(() => Promise.resolve({ version: 'plain TypeScript', mostThreads: 1, trials }))

function forward(compute: () => { [name: string]: Tensor }): Trial {
  return () => {
    const outputs = compute()
    return { read: () => Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, data])) }
  }
}

function convolution({ x, filter }: Inputs): Trial {
  const bias = zeros([filter.shape[3]])
  return forward(() => ({ y: conv2dOp(x, filter, bias) }))
}
