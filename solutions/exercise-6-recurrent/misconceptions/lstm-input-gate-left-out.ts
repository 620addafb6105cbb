import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The input gate is not used', zh: '没有用到输入门' },
  explanation: {
    en: 'The whole candidate is added to the memory. The input gate decides how much of it comes in.',
    zh: '整个候选值都加进了记忆。放进多少，由输入门决定。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const c = add(mul(sigmoid(gates.forget), previous.c), tanh(gates.cell))
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
