import type { Misconception } from 'grade-descent/exercise'
import type { MlpCache } from 'grade-descent/engine/networks/mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { dense, relu, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The cache holds values from before the ReLU', zh: '缓存里是 ReLU 之前的值' },
  explanation: {
    en: "The output is right, but the hidden entries of `activations` have negative numbers in them: you kept what went into the ReLU. The next layer received what came out of it, and that is what its weights' gradient needs.",
    zh: '输出是对的，但 `activations` 里隐藏层的那几项含有负数：你存的是*送进* ReLU 的值。下一层实际收到的是 ReLU *之后*的值，求它的权重梯度要用的正是后者。',
  },
  caughtBy: 'mlpForwardWithCache-values',
  harmsTraining: false,
}

export function mlpForwardWithCache(layers: readonly DenseParameters[], x: Tensor): MlpCache {
  const preActivations: Tensor[] = []
  let activation = x
  for (const layer of layers) {
    const z = dense(activation, layer)
    preActivations.push(z)
    activation = relu(z)
  }
  return { activations: [x, ...preActivations] }
}
