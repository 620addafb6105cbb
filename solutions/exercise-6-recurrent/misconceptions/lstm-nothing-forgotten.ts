import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The forget gate is not used', zh: '没有用到遗忘门' },
  explanation: {
    en: 'Your c is the old memory plus what comes in, as in the LSTM of 1997. The forget gate of 2000 decides how much of the old memory stays.',
    zh: '你的 c 是旧记忆加上新来的内容，1997 年的 LSTM 就是这样。2000 年加上的遗忘门决定旧记忆保留多少。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const c = add(previous.c, mul(sigmoid(gates.input), tanh(gates.cell)))
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
