import type { Misconception } from 'grade-descent/exercise'
import { rnnBackward as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zeros, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The parameters' gradients are summed up in float32 tensors", zh: '参数梯度累加在 float32 张量里' },
  explanation: {
    en: 'The sums over time started as `zeros(shape)`, which makes float32 tensors unless they are told the dtype: each addition was rounded. `zerosLike(parameters.bias)` and the like keep float64.',
    zh: '对时间求和时从 `zeros(shape)` 开始，不指定 dtype 时它是 float32 张量：每次累加都被舍入了。用 `zerosLike(parameters.bias)` 之类就能保住 float64。',
  },
  caughtBy: 'rnnBackward-precision',
  harmsTraining: false,
}

function rounded({ shape, data }: Tensor): Tensor {
  const total = zeros(shape)
  total.data.set(data)
  return total
}

export function rnnBackward(
  dH: Tensor,
  x: Tensor,
  h0: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dH0: Tensor; gradients: RecurrentParameters } {
  const { dX, dH0, gradients } = correct(dH, x, h0, parameters)
  const { inputWeights, recurrentWeights, bias } = gradients
  return {
    dX,
    dH0,
    gradients: {
      inputWeights: rounded(inputWeights),
      recurrentWeights: rounded(recurrentWeights),
      bias: rounded(bias),
    },
  }
}
