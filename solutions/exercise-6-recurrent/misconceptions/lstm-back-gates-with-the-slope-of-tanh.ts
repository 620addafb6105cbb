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
import { mul, sigmoid, square, sub, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The gates have the candidate's slope", zh: '各个门用了候选值的斜率' },
  explanation: {
    en: 'The three gates went back with 1 minus their square, the slope of tanh. They went through the sigmoid, whose slope is s (1 - s).',
    zh: '三个门反向时乘的是 1 减去自己的平方，那是 tanh 的斜率。它们经过的是 sigmoid，斜率为 s (1 - s)。',
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
  const slope = (z: Tensor) => sub(1, square(sigmoid(z)))
  const dGates = {
    ...right,
    input: mul(mul(dC, tanh(gates.cell)), slope(gates.input)),
    forget: mul(mul(dC, previous.c), slope(gates.forget)),
    output: mul(mul(dState.h, tanh(c)), slope(gates.output)),
  }
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
