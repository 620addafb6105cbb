import type { Misconception } from 'grade-descent/exercise'
import { dense, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { relu, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Only the first layer has a ReLU', zh: '只有第一层有 ReLU' },
  explanation: {
    en: 'The first hidden layer has its ReLU, the later ones have none. With two layers nothing shows; with more, all layers behind the first melt into one.',
    zh: '第一个隐藏层有 ReLU，后面的都没有。只有两层时看不出来；层数再多，第一层之后的各层就全都合成了一层。',
  },
  caughtBy: 'mlpForward-values',
}

export function mlpForward(layers: readonly DenseParameters[], x: Tensor): Tensor {
  return layers.slice(1).reduce((input, layer, l) => dense(l === 0 ? relu(input) : input, layer), dense(x, layers[0]))
}
