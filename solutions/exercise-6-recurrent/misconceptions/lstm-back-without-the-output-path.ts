import type { Misconception } from 'grade-descent/exercise'
import { gatesBackward, lstmGates, lstmProductsBackward, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'What comes back through h does not reach c', zh: '经过 h 的梯度没有传到 c' },
  explanation: {
    en: 'The gradient at the new memory is dState.c alone. h is made of c as well, so the memory also gets what comes back from h, through the output gate and the tanh.',
    zh: '新记忆处的梯度只有 dState.c。h 也是由 c 得来的，所以记忆还要得到从 h 经输出门和 tanh 传回来的梯度。',
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
  const dC = dState.c
  const dGates = gatesBackward(dState.h, dC, gates, c, previous.c)
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
