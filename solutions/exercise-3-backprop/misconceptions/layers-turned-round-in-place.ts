import type { Misconception } from 'grade-descent/exercise'
import { mlpBackward as correct, type MlpCache } from 'grade-descent/engine/networks/mlp'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The caller's layers are turned round", zh: '把调用者的层列表倒了过来' },
  explanation: {
    en: "Your gradients are right, but afterwards the caller's `layers` are in reverse order: `reverse()` turns an array round in place. The next forward pass would run the network from back to front. `toReversed()` makes a new array, or count the index down.",
    zh: '梯度是对的，但调用之后，调用者的 `layers` 次序颠倒了：`reverse()` 会就地翻转数组。下一次前向就会从后往前跑这个网络。`toReversed()` 会返回新数组，或者让下标递减也行。',
  },
  caughtBy: 'mlpBackward-manners',
  harmsTraining: false,
}

export function mlpBackward(
  layers: readonly DenseParameters[],
  cache: MlpCache,
  dOut: Tensor,
): { dX: Tensor; gradients: DenseParameters[] } {
  const result = correct(layers, cache, dOut)
  ;(layers as DenseParameters[]).reverse()
  return result
}
