import type { Misconception } from 'grade-descent/exercise'
import { mlpBackward as correct, type MlpCache } from 'grade-descent/engine/networks/mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "A sigmoid's slope at the linear output", zh: '线性输出上多乘了 sigmoid 的斜率' },
  explanation: {
    en: "dOut was multiplied by a(1 - a) with the network's output for a. That factor is a sigmoid's slope. This output is linear, its slope is 1, and since a may be any number here the factor even changes the sign of some gradients.",
    zh: 'dOut 被乘上了 a(1 - a)，其中 a 是网络的输出。这个因子是 sigmoid 的斜率，而这里的输出是线性的，斜率为 1；况且 a 在这里可以是任意实数，这个因子甚至会让一部分梯度变号。',
  },
  caughtBy: 'mlpBackward-gradient',
}

export function mlpBackward(
  layers: readonly DenseParameters[],
  cache: MlpCache,
  dOut: Tensor,
): { dX: Tensor; gradients: DenseParameters[] } {
  const output = cache.activations[layers.length]
  return correct(layers, cache, mul(dOut, mul(output, sub(1, output))))
}
