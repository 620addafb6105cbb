import type { Misconception } from 'grade-descent/exercise'
import { mlpBackward as correct, type MlpCache } from 'grade-descent/engine/networks/mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { reluBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'A ReLU mask on the linear output', zh: '线性输出上多了 ReLU 掩码' },
  explanation: {
    en: "dOut was set to 0 wherever the network's output is not positive. There is no ReLU after the last layer, so there is nothing to be closed: dOut belongs to the output of the last dense layer and enters it as it is. A network trained in this way can push negative logits nowhere.",
    zh: '凡是网络输出不为正的地方，dOut 都被置成了 0。最后一层之后没有 ReLU，也就没有什么可截断的：dOut 就是对最后那个全连接层输出的梯度，原样进入即可。这样训练，负的 logits 永远得不到调整。',
  },
  caughtBy: 'mlpBackward-gradient',
  harmsTraining: false,
}

export function mlpBackward(
  layers: readonly DenseParameters[],
  cache: MlpCache,
  dOut: Tensor,
): { dX: Tensor; gradients: DenseParameters[] } {
  const output = cache.activations[layers.length]
  return correct(layers, cache, reluBackward(dOut, output))
}
