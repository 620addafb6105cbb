import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The candidate goes through the sigmoid', zh: '候选值用了 sigmoid' },
  explanation: {
    en: 'All four blocks go through the sigmoid. Three of them are gates, which say how much, from 0 to 1. The candidate says what to write, and that may be negative: it goes through tanh. With a sigmoid the memory could only ever grow.',
    zh: '四块全都用了 sigmoid。其中三块是门，表示“多少”，从 0 到 1。候选值表示要写入什么，它可以是负的：要用 tanh。用 sigmoid 的话，记忆就只增不减了。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const c = add(mul(sigmoid(gates.forget), previous.c), mul(sigmoid(gates.input), sigmoid(gates.cell)))
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
