import type { Misconception } from 'grade-descent/exercise'
import { mlpBackward as correct, type MlpCache } from 'grade-descent/engine/networks/mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { reluBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'A ReLU mask on the input', zh: '输入上多了 ReLU 掩码' },
  explanation: {
    en: 'All parameter gradients are right, but dX is 0 wherever x is not positive. x comes from outside and has not been through a ReLU of this network; the loop masks one time too many, after the first layer. On images, whose pixels are never negative, nobody would notice.',
    zh: '所有参数的梯度都对，但凡是 x 不为正的地方，dX 都成了 0。x 来自网络外面，没有经过这个网络的 ReLU；循环在第一层之后多掩了一次。用图像时像素从不为负，谁也察觉不到。',
  },
  caughtBy: 'mlpBackward-gradient',
  harmsTraining: false,
}

export function mlpBackward(
  layers: readonly DenseParameters[],
  cache: MlpCache,
  dOut: Tensor,
): { dX: Tensor; gradients: DenseParameters[] } {
  const { dX, gradients } = correct(layers, cache, dOut)
  return { dX: reluBackward(dX, cache.activations[0]), gradients }
}
