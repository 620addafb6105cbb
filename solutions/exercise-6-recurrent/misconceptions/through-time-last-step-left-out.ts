import type { Misconception } from 'grade-descent/exercise'
import { rnnBackward as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { concat, slice, zeros, zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The last step is left out on the way back', zh: '反向时漏掉了最后一步' },
  explanation: {
    en: 'The loop starts one step too early in the sequence: the last dH is never used, and the last step hands nothing back. Of T steps the last has the index T - 1.',
    zh: '循环的起点早了一步：最后一个 dH 根本没用到，最后一步也没有传回任何梯度。T 步之中，最后一步的下标是 T - 1。',
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
  const [samples, steps, inputs] = x.shape
  const last = zeros([samples, 1, inputs], x.dtype)
  if (steps === 1) {
    const { inputWeights, recurrentWeights, bias } = parameters
    const gradients = {
      inputWeights: zerosLike(inputWeights),
      recurrentWeights: zerosLike(recurrentWeights),
      bias: zerosLike(bias),
    }
    return { dX: last, dH0: zerosLike(h0), gradients }
  }
  const before = (t: Tensor): Tensor => slice(t, [0, 0, 0], [samples, steps - 1, t.shape[2]])
  const back = correct(before(dH), before(x), h0, parameters)
  return { ...back, dX: concat([back.dX, last], 1) }
}
