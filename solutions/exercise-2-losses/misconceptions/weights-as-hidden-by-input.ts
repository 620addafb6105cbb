import type { Misconception } from 'grade-descent/exercise'
import type { DenseParameters } from 'grade-descent/engine/ops/dense'
import { add, matMul, transpose, zeros, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The weights are read as (outputs, inputs)', zh: '把权重当成了 (输出, 输入)' },
  explanation: {
    en: 'The weights were turned over, or indexed, as if their shape were [O, I], as in the article, which writes (hidden, input) and then multiplies X by them. Samples are the rows of x, so the weights have one row for each input and are used as they are: [N, I] times [I, O].',
    zh: '权重被当作 [O, I] 来转置或取下标。原文正是这样：写成 (hidden, input)，却又拿 X 去乘它。样本是 x 的行，所以权重每个输入占一行，直接用即可：[N, I] 乘 [I, O]。',
  },
  caughtBy: 'dense-values',
  variants: [
    (x: Tensor, { weights, bias }: DenseParameters) => add(matMul(weights, x), bias),
    (x: Tensor, { weights, bias }: DenseParameters) => add(matMul(weights, transpose(x)), bias),
    (x: Tensor, { weights, bias }: DenseParameters) => transpose(add(matMul(weights, transpose(x)), bias)),
    indexedAsOutputsByInputs,
  ],
}

export function dense(x: Tensor, { weights, bias }: DenseParameters): Tensor {
  return add(matMul(x, weights, false, true), bias)
}

/** The same in loops, where nothing complains. */
function indexedAsOutputsByInputs(x: Tensor, { weights, bias }: DenseParameters): Tensor {
  const [batch, inputs] = x.shape
  const outputs = bias.shape[0]
  const y = zeros([batch, outputs], x.dtype)
  for (let n = 0; n < batch; n++) {
    for (let o = 0; o < outputs; o++) {
      let total = bias.data[o]
      for (let i = 0; i < inputs; i++) total += x.data[n * inputs + i] * weights.data[o * inputs + i]
      y.data[n * outputs + o] = total
    }
  }
  return y
}
