import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The output gate went into the tanh', zh: '输出门被放进了 tanh 里面' },
  explanation: {
    en: 'h is the tanh of o times c. The memory goes through tanh first, and the gate then says how much of that is shown: o times tanh(c).',
    zh: 'h 取成了 o 与 c 之积的 tanh。应先让记忆经过 tanh，再由门决定露出多少：o 乘以 tanh(c)。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const c = add(mul(sigmoid(gates.forget), previous.c), mul(sigmoid(gates.input), tanh(gates.cell)))
  return { h: tanh(mul(sigmoid(gates.output), c)), c }
}
