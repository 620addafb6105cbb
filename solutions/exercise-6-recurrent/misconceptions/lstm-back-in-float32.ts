import type { Misconception } from 'grade-descent/exercise'
import { lstmStepBackward as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { tensor, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The LSTM's gradients are float32 tensors", zh: 'LSTM 的梯度是 float32 张量' },
  explanation: {
    en: 'The gradients are right to about seven digits and no further: `zeros(shape)` and `tensor(values, shape)` make float32 tensors unless they are told the dtype.',
    zh: '梯度只在前七位左右是对的：`zeros(shape)` 和 `tensor(values, shape)` 不指定 dtype 时得到 float32 张量。',
  },
  caughtBy: 'lstmStepBackward-precision',
}

function rounded({ shape, data }: Tensor): Tensor {
  return tensor(Array.from(data), shape)
}

export function lstmStepBackward(
  dState: LstmState,
  x: Tensor,
  previous: LstmState,
  parameters: RecurrentParameters,
): { dX: Tensor; dPrevious: LstmState; gradients: RecurrentParameters } {
  const { dX, dPrevious, gradients } = correct(dState, x, previous, parameters)
  return {
    dX: rounded(dX),
    dPrevious: { h: rounded(dPrevious.h), c: rounded(dPrevious.c) },
    gradients: {
      inputWeights: rounded(gradients.inputWeights),
      recurrentWeights: rounded(gradients.recurrentWeights),
      bias: rounded(gradients.bias),
    },
  }
}
