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
import { mul, sigmoid, sigmoidBackward, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The output gate's partner is the old memory", zh: '输出门的搭档取成了旧记忆' },
  explanation: {
    en: "The output gate's gradient was multiplied by the tanh of the old memory. In h = o tanh(c) its partner is the memory *after* the step.",
    zh: '输出门的梯度乘的是旧记忆的 tanh。在 h = o tanh(c) 中，它的搭档是这一步*之后*的记忆。',
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
  const dGates = { ...right, output: sigmoidBackward(mul(dState.h, tanh(previous.c)), gates.output) }
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
