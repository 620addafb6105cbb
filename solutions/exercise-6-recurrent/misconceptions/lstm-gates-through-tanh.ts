import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gates go through tanh', zh: '各个门用了 tanh' },
  explanation: {
    en: 'All four blocks go through tanh. A gate says how much is let through, from nothing (0) to everything (1): that is the sigmoid. With tanh a gate at rest is shut, and one below zero turns signs round.',
    zh: '四块全都用了 tanh。门表示放行多少，从完全不放（0）到全部放行（1）：要用 sigmoid。用 tanh 的话，输入为零的门是关着的，小于零的门会让符号颠倒。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const c = add(mul(tanh(gates.forget), previous.c), mul(tanh(gates.input), tanh(gates.cell)))
  return { h: mul(tanh(gates.output), tanh(c)), c }
}
