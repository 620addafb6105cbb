import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, sub, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The forget gate is turned round', zh: '遗忘门用反了' },
  explanation: {
    en: 'You multiplied the old memory by 1 - f. The name is misleading: the gate says how much is *kept*. At 1 everything stays.',
    zh: '你给旧记忆乘的是 1 - f。这个名字容易误导：门的值表示*保留*多少，为 1 时全部保留。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const c = add(mul(sub(1, sigmoid(gates.forget)), previous.c), mul(sigmoid(gates.input), tanh(gates.cell)))
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
