import type { Misconception } from 'grade-descent/exercise'
import { lstmStepBackward as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { div, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The LSTM's bias gradient is averaged over the batch", zh: 'LSTM 的偏置梯度对批次取了平均' },
  explanation: {
    en: 'The bias is in every row of the batch, and what its rows send back adds up. A mean over the batch, if the loss has one, is already inside dState.',
    zh: '偏置出现在批次的每一行里，各行传回来的量要相加。如果损失对批次取了平均，那个 1/N 已经在 dState 里了。',
  },
  caughtBy: 'lstmStepBackward-gradient',
}

export function lstmStepBackward(
  dState: LstmState,
  x: Tensor,
  previous: LstmState,
  parameters: RecurrentParameters,
): { dX: Tensor; dPrevious: LstmState; gradients: RecurrentParameters } {
  const result = correct(dState, x, previous, parameters)
  const bias = div(result.gradients.bias, x.shape[0])
  return { ...result, gradients: { ...result.gradients, bias } }
}
