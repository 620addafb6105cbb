import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gates have no activation', zh: '各个门没有激活函数' },
  explanation: {
    en: 'The three gates are the plain sums. A gate says how much is let through, from 0 to 1, and a plain sum may be anything. It goes through the sigmoid first.',
    zh: '三个门直接用了求和的结果。门表示放行多少，应在 0 到 1 之间，而求和的结果可以是任何数。要先经过 sigmoid。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const c = add(mul(gates.forget, previous.c), mul(gates.input, tanh(gates.cell)))
  return { h: mul(gates.output, tanh(c)), c }
}
