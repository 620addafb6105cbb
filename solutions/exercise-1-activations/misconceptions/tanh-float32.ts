import type { Misconception } from 'grade-descent/exercise'
import { tanh as hyperbolicTangent } from 'grade-descent/engine/ops/tanh'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'tanh rounds to float32', zh: 'tanh 被舍入成了 float32' },
  explanation: {
    en: 'The argument is float64, but on the way the numbers went through a Float32Array, which keeps about 7 digits of 16. For training that is enough; a gradient check divides a tiny difference by a tiny step and drowns in the rounding. The dtype of the result should follow the dtype of x.',
    zh: '参数是 float64，但计算途中经过了 Float32Array，16 位有效数字只剩下约 7 位。训练够用；可梯度检验是用极小的差除以极小的步长，会被舍入误差淹没。结果的 dtype 应当跟随 x 的 dtype。',
  },
  caughtBy: 'tanh-precision',
}

export function tanh(x: Tensor): Tensor {
  return { shape: x.shape, dtype: 'float32', data: Float32Array.from(hyperbolicTangent(x).data) }
}
