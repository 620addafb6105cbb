import type { Misconception } from 'grade-descent/exercise'
import { rnnStep as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { tensor, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The state is a float32 tensor', zh: '状态是 float32 张量' },
  explanation: {
    en: 'The state is right to about seven digits and no further: `zeros(shape)` and `tensor(values, shape)` make float32 tensors unless they are told the dtype. The dtype of a result is that of the inputs.',
    zh: '状态只在前七位左右是对的：`zeros(shape)` 和 `tensor(values, shape)` 不指定 dtype 时得到 float32 张量。结果的 dtype 应与输入相同。',
  },
  caughtBy: 'rnnStep-precision',
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  const { shape, data } = correct(x, hPrevious, parameters)
  return tensor(Array.from(data), shape)
}
