import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The candidate goes through a ReLU', zh: '候选值经过的是 ReLU' },
  explanation: {
    en: 'The candidate has a ReLU in place of tanh: then a step can only add to the memory, never take from it. With tanh it has both signs, and stays between -1 and 1.',
    zh: '候选值用的是 ReLU 而不是 tanh：这样一步只能往记忆里加，不能减。用 tanh，它可正可负，并且介于 -1 与 1 之间。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const candidate = { ...gates.cell, data: gates.cell.data.map((value) => Math.max(0, value)) }
  const c = add(mul(sigmoid(gates.forget), previous.c), mul(sigmoid(gates.input), candidate))
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
