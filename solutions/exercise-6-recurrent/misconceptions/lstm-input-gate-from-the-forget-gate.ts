import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, sub, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The input gate is 1 minus the forget gate', zh: '输入门取成了 1 减遗忘门' },
  explanation: {
    en: 'What comes in was weighted by 1 - f, as in a GRU, which has one gate for both. The LSTM of this exercise has an input gate of its own, in the first block; yours is never used.',
    zh: '新内容的权重取成了 1 - f，GRU 就是这样，用一个门管两件事。本练习的 LSTM 有单独的输入门，在第一块里；你的代码根本没有用到它。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const forget = sigmoid(gates.forget)
  const c = add(mul(forget, previous.c), mul(sub(1, forget), tanh(gates.cell)))
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
