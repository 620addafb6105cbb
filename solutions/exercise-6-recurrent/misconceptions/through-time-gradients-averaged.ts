import type { Misconception } from 'grade-descent/exercise'
import { rnnBackward as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { div, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The parameters' gradients are averaged over the steps", zh: '参数的梯度对时间步取了平均' },
  explanation: {
    en: 'All three parameter gradients are T times too small. The steps share their parameters, so what they send back adds up; a mean over time, if the loss has one, is already inside dH.',
    zh: '三个参数梯度都小了 T 倍。各步共用参数，传回来的量要相加；如果损失对时间取了平均，那个 1/T 已经在 dH 里了。',
  },
  caughtBy: 'rnnBackward-gradient',
  harmsTraining: false,
}

export function rnnBackward(
  dH: Tensor,
  x: Tensor,
  h0: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dH0: Tensor; gradients: RecurrentParameters } {
  const { dX, dH0, gradients } = correct(dH, x, h0, parameters)
  const length = x.shape[1]
  return {
    dX,
    dH0,
    gradients: {
      inputWeights: div(gradients.inputWeights, length),
      recurrentWeights: div(gradients.recurrentWeights, length),
      bias: div(gradients.bias, length),
    },
  }
}
