import type { Misconception } from 'grade-descent/exercise'
import { denseBackward as correct, type DenseParameters } from 'grade-descent/engine/ops/dense'
import { zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "No gradient is passed on to the layer's input", zh: '没有把梯度传给这一层的输入' },
  explanation: {
    en: 'dX is zero everywhere. It is true that x itself is not learned, but x is the output of the layer before, and that layer learns from nothing else than this gradient. With zeros here, everything in front of the layer stands still.',
    zh: 'dX 全是 0。x 本身确实不需要学习，但它是前一层的输出，而前一层能学到什么，全靠这个梯度。这里给出 0，这一层之前的所有参数就都不动了。',
  },
  caughtBy: 'denseBackward-gradient',
  harmsTraining: false,
}

export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  return { ...correct(dOut, x, parameters), dX: zerosLike(x) }
}
