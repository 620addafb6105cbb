import type { Misconception } from 'grade-descent/exercise'
import type { MlpCache } from 'grade-descent/engine/networks/mlp'
import { denseBackward, type DenseParameters } from 'grade-descent/engine/ops/dense'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gradient passes the hidden layers as if there were no ReLU', zh: '梯度穿过隐藏层时当作没有 ReLU' },
  explanation: {
    en: "The last layer's gradients are right and every earlier one is wrong: each dX was handed to the layer before as it was. Between two layers stands a ReLU, and where it put out 0 it lets nothing back. (The test activation >= 0 lets everything through: after a ReLU it is always true.)",
    zh: '最后一层的梯度对，前面各层全错：每个 dX 都原样交给了前一层。两层之间隔着一个 ReLU，它输出 0 的地方不会有梯度传回来。（用 activation >= 0 来判断等于全部放行：过了 ReLU，这个条件永远成立。）',
  },
  caughtBy: 'mlpBackward-gradient',
  harmsTraining: false,
}

export function mlpBackward(
  layers: readonly DenseParameters[],
  cache: MlpCache,
  dOut: Tensor,
): { dX: Tensor; gradients: DenseParameters[] } {
  const gradients: DenseParameters[] = []
  let dZ = dOut
  for (let index = layers.length - 1; index > 0; index--) {
    const layer = denseBackward(dZ, cache.activations[index], layers[index])
    gradients.unshift(layer.gradients)
    dZ = layer.dX
  }
  const first = denseBackward(dZ, cache.activations[0], layers[0])
  return { dX: first.dX, gradients: [first.gradients, ...gradients] }
}
