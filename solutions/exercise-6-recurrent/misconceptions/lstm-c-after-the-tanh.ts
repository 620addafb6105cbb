import type { Misconception } from 'grade-descent/exercise'
import { lstmStep as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The memory is kept after its tanh', zh: '把经过 tanh 的记忆传了下去' },
  explanation: {
    en: 'Your h is right, but the c that you return is tanh(c). The tanh is only for putting out; what is handed to the next step is the memory itself, so that nothing squashes it step after step.',
    zh: '你的 h 是对的，但返回的 c 是 tanh(c)。那个 tanh 只用于输出；交给下一步的是记忆本身，这样它才不会被一步步压扁。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const { h, c } = correct(x, previous, parameters)
  return { h, c: tanh(c) }
}
