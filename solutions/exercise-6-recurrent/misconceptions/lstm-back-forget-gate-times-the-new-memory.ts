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
import { mul, sigmoid, sigmoidBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The forget gate's partner is the new memory", zh: '遗忘门的搭档写成了新的记忆' },
  explanation: {
    en: 'The forget gate got its gradient times the new c. What it was multiplied with is the memory *before* the step; both have one shape, so nothing complains.',
    zh: '遗忘门的梯度乘的是新的 c。与它相乘的是这一步*之前*的记忆；两者形状相同，所以不会报错。',
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
  const dGates = { ...right, forget: sigmoidBackward(mul(dC, c), gates.forget) }
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
