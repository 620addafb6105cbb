import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The memory is put out through a sigmoid', zh: '记忆经 sigmoid 输出' },
  explanation: {
    en: 'h is o times the sigmoid of c, so it is never negative. The memory goes through tanh, which keeps its sign.',
    zh: 'h 取成了 o 乘以 c 的 sigmoid，因此永远不为负。记忆输出时经过的是 tanh，会保留它的符号。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const c = add(mul(sigmoid(gates.forget), previous.c), mul(sigmoid(gates.input), tanh(gates.cell)))
  return { h: mul(sigmoid(gates.output), sigmoid(c)), c }
}
