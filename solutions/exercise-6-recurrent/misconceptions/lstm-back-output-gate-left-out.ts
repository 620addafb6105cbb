import type { Misconception } from 'grade-descent/exercise'
import { gatesBackward, lstmGates, lstmProductsBackward, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, tanhBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The output gate is left out on the way from h to c', zh: '从 h 到 c 时漏掉了输出门' },
  explanation: {
    en: 'From h to c you went back through the tanh alone. In h = o · tanh(c) what comes back to tanh(c) is multiplied by o first.',
    zh: '从 h 到 c，你只穿过了 tanh。在 h = o · tanh(c) 中，传回到 tanh(c) 的梯度要先乘上 o。',
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
  const dC = add(dState.c, tanhBackward(dState.h, c))
  const dGates = gatesBackward(dState.h, dC, gates, c, previous.c)
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
