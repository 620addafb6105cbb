import type { Misconception } from 'grade-descent/exercise'
import {
  gatesBackward,
  lstmGates,
  lstmProductsBackward,
  memoryBackward,
  nextMemory,
} from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, sub, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The candidate has the gates' slope", zh: '候选值用了门的斜率' },
  explanation: {
    en: 'The candidate went back with g (1 - g), the slope of a sigmoid. It went through tanh, whose slope is 1 - g².',
    zh: '候选值反向时乘的是 g (1 - g)，那是 sigmoid 的斜率。它经过的是 tanh，斜率为 1 - g²。',
  },
  caughtBy: 'lstmStepBackward-gradient',
}

export function lstmStepBackward(
  dState: LstmState,
  x: Tensor,
  previous: LstmState,
  parameters: RecurrentParameters,
): { dX: Tensor; dPrevious: LstmState; gradients: RecurrentParameters } {
  const gates = lstmGates(x, previous.h, parameters)
  const c = nextMemory(gates, previous.c)
  const dC = memoryBackward(dState, gates, c)
  const right = gatesBackward(dState.h, dC, gates, c, previous.c)
  const dGates = { ...right, cell: mul(mul(dC, sigmoid(gates.input)), mul(tanh(gates.cell), sub(1, tanh(gates.cell)))) }
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
