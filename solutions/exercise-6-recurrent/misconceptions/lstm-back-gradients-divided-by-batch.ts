import type { Misconception } from 'grade-descent/exercise'
import { lstmStepBackward as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { div, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The LSTM's parameter gradients are divided by the batch size", zh: 'LSTM 的参数梯度除以了批次大小' },
  explanation: {
    en: 'All three parameter gradients are exactly N times too small, and N is the batch. Whoever computed the loss has put its 1/N into dState.',
    zh: '三个参数梯度都恰好小了 N 倍，N 就是批次大小。算损失的一方已经把 1/N 放进了 dState。',
  },
  caughtBy: 'lstmStepBackward-gradient',
}

export function lstmStepBackward(
  dState: LstmState,
  x: Tensor,
  previous: LstmState,
  parameters: RecurrentParameters,
): { dX: Tensor; dPrevious: LstmState; gradients: RecurrentParameters } {
  const { dX, dPrevious, gradients } = correct(dState, x, previous, parameters)
  const samples = x.shape[0]
  return {
    dX,
    dPrevious,
    gradients: {
      inputWeights: div(gradients.inputWeights, samples),
      recurrentWeights: div(gradients.recurrentWeights, samples),
      bias: div(gradients.bias, samples),
    },
  }
}
