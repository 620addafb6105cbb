import type { Misconception } from 'grade-descent/exercise'
import { dense, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { sigmoid, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Sigmoid between the layers', zh: '层与层之间用了 sigmoid' },
  explanation: {
    en: 'The hidden layers have a sigmoid. This network has ReLUs there: He’s initial weights are made for these, and so is the backward pass of the next exercise.',
    zh: '隐藏层用了 sigmoid。这个网络用的是 ReLU：He 的初始权重是为它准备的，下一个练习的反向传播也是。',
  },
  caughtBy: 'mlpForward-values',
}

export function mlpForward(layers: readonly DenseParameters[], x: Tensor): Tensor {
  const last = layers.length - 1
  return layers.reduce((input, layer, l) => (l < last ? sigmoid(dense(input, layer)) : dense(input, layer)), x)
}
