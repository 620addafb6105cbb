import type { Misconception } from 'grade-descent/exercise'
import { gatesBackward, lstmGates, lstmProductsBackward, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, tanh, tanhBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The memory's slope is taken at tanh(c)", zh: '记忆的斜率取在 tanh(c) 处' },
  explanation: {
    en: 'On the way from h to c the tanh was applied twice: `tanhBackward` was given tanh(c), or tanh was taken of it once more. The slope belongs at c itself.',
    zh: '从 h 回到 c 的路上，tanh 用了两次：传给 `tanhBackward` 的是 tanh(c)，或者对它又取了一次 tanh。斜率应取在 c 处。',
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
  const dC = add(dState.c, tanhBackward(mul(dState.h, sigmoid(gates.output)), tanh(c)))
  const dGates = gatesBackward(dState.h, dC, gates, c, previous.c)
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
