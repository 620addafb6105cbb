import type { Misconception } from 'grade-descent/exercise'
import { rnn as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { zeros, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The states are collected in a float32 tensor', zh: '状态收集在 float32 张量里' },
  explanation: {
    en: 'Each step is right, but the tensor that the states were put into is float32: `zeros([N, T, H])` makes one unless it is told the dtype.',
    zh: '每一步都对，但存放状态的张量是 float32：`zeros([N, T, H])` 不指定 dtype 时得到的就是它。',
  },
  caughtBy: 'rnn-precision',
  harmsTraining: false,
}

export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  const { shape, data } = correct(x, h0, parameters)
  const states = zeros(shape)
  states.data.set(data)
  return states
}
