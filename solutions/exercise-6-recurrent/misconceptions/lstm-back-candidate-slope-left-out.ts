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
import { mul, sigmoid, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The candidate's tanh is left out on the way back", zh: '反向时漏掉了候选值的 tanh' },
  explanation: {
    en: "The three gates are right, but the candidate's columns are the gradient at g itself. g = tanh of its sum: the slope of that tanh is missing.",
    zh: '三个门是对的，但候选值的列是 g 本身的梯度。g 是求和之后的 tanh：少乘了这个 tanh 的斜率。',
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
  const dGates = { ...right, cell: mul(dC, sigmoid(gates.input)) }
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
