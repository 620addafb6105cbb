import type { Misconception } from 'grade-descent/exercise'
import { rnnBackward as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "What is carried back is added into the caller's dH", zh: '把往回传的梯度直接加进了调用者的 dH' },
  explanation: {
    en: 'The gradients are right, but what is carried back was added to dH in place. The caller finds other numbers in it than before. Add into a new tensor.',
    zh: '梯度是对的，但往回传的梯度直接加进了 dH。调用者会发现里面的数变了。请加到新的张量里。',
  },
  caughtBy: 'rnnBackward-manners',
  harmsTraining: false,
}

export function rnnBackward(
  dH: Tensor,
  x: Tensor,
  h0: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dH0: Tensor; gradients: RecurrentParameters } {
  const back = correct(dH, x, h0, parameters)
  const [samples, length, units] = dH.shape
  const carried = correct(dH, x, h0, parameters, { steps: 1 }).dH0
  for (let sample = 0; sample < samples; sample++) {
    const start = sample * length * units
    const row = carried.data.subarray(sample * units, (sample + 1) * units)
    row.forEach((value, unit) => (dH.data[start + unit] += value))
  }
  return back
}
