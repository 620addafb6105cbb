import type { Misconception } from 'grade-descent/exercise'
import { rnn as correct } from 'grade-descent/engine/ops/rnn'
import { atStep, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The state is updated inside h0', zh: '直接在 h0 里更新状态' },
  explanation: {
    en: 'The states are right, but h0 itself was used as the running state, and holds the last one afterwards. The same h0 often starts every batch. Carry a tensor of your own.',
    zh: '各个状态是对的，但你把 h0 本身当成了不断更新的状态，结束后里面是最后一个状态。同一个 h0 常常用来开始每个批次。请另用自己的张量。',
  },
  caughtBy: 'rnn-manners',
  harmsTraining: false,
}

export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  const states = correct(x, h0, parameters)
  h0.data.set(atStep(states, x.shape[1] - 1).data)
  return states
}
