import type { Misconception } from 'grade-descent/exercise'
import { lstmStep as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { tensor, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The step's h and c are float32 tensors", zh: '这一步的 h 和 c 是 float32 张量' },
  explanation: {
    en: 'The state is right to about seven digits and no further: `zeros(shape)` and `tensor(values, shape)` make float32 tensors unless they are told the dtype. The dtype of a result is that of the inputs.',
    zh: '状态只在前七位左右是对的：`zeros(shape)` 和 `tensor(values, shape)` 不指定 dtype 时得到 float32 张量。结果的 dtype 应与输入相同。',
  },
  caughtBy: 'lstmStep-precision',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const { h, c } = correct(x, previous, parameters)
  return { h: tensor(Array.from(h.data), h.shape), c: tensor(Array.from(c.data), c.shape) }
}
