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
import { mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The gates' sigmoid is left out on the way back", zh: '反向时漏掉了各个门的 sigmoid' },
  explanation: {
    en: "The candidate is right, but the three gates' columns are the gradients at the gates themselves. Before the products with the weights each of them has to pass its sigmoid, so its slope belongs into the product.",
    zh: '候选值是对的，但三个门的列是门本身的梯度。在乘权重之前，每个门都要穿过自己的 sigmoid，要乘上它的斜率。',
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
  const dGates = {
    ...right,
    input: mul(dC, tanh(gates.cell)),
    forget: mul(dC, previous.c),
    output: mul(dState.h, tanh(c)),
  }
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
