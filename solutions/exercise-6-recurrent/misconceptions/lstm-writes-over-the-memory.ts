import type { Misconception } from 'grade-descent/exercise'
import { lstmStep as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The new memory is written over the old one', zh: '新的记忆覆盖了旧的记忆' },
  explanation: {
    en: 'The result is right, but previous.c has been overwritten with it. On the way back the forget gate needs the memory that went into the step, so it must stay as it was. Make a new tensor.',
    zh: '结果是对的，但它写进了 previous.c。反向时遗忘门还要用到进入这一步的记忆，所以它必须保持原样。请新建张量。',
  },
  caughtBy: 'lstmStep-manners',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const state = correct(x, previous, parameters)
  previous.c.data.set(state.c.data)
  return state
}
