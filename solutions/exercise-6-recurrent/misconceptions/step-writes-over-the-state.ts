import type { Misconception } from 'grade-descent/exercise'
import { rnnStep as correct } from 'grade-descent/engine/ops/rnn'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The new state is written over the old one', zh: '新状态覆盖了旧状态' },
  explanation: {
    en: 'The result is right, but hPrevious has been overwritten with it. Back-propagation through time still needs every state that went into a step, so each one must stay as it was. Make a new tensor.',
    zh: '结果是对的，但它写进了 hPrevious。沿时间反向传播还要用到进入每一步的状态，所以旧状态必须保持原样。请新建张量。',
  },
  caughtBy: 'rnnStep-manners',
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  const h = correct(x, hPrevious, parameters)
  hPrevious.data.set(h.data)
  return h
}
