import type { Misconception } from 'grade-descent/exercise'
import type { MlpCache } from 'grade-descent/engine/networks/mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { dense, relu, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'A ReLU after the last layer', zh: '最后一层之后多了 ReLU' },
  explanation: {
    en: 'No entry of your output is negative: the last layer went through a ReLU as well. The ReLU stands between layers. The output stays linear, so that the loss behind it can receive any number: logits are often negative, and where a ReLU has cut them off no gradient comes back.',
    zh: '你的输出里没有一个负数：最后一层也过了 ReLU。ReLU 只放在层与层*之间*。输出保持线性，后面的损失才能收到任意实数：logits 常常是负的，被 ReLU 截掉的地方也就没有梯度传回来。',
  },
  caughtBy: 'mlpForwardWithCache-values',
  harmsTraining: false,
}

export function mlpForwardWithCache(layers: readonly DenseParameters[], x: Tensor): MlpCache {
  const activations = [x]
  for (const layer of layers) activations.push(relu(dense(activations[activations.length - 1], layer)))
  return { activations }
}
