import type { Misconception } from 'grade-descent/exercise'
import { gatesBackward, lstmGates, lstmProductsBackward, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, square, sub, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The memory's tanh has the slope 1 - h²", zh: '记忆的 tanh 斜率写成了 1 - h²' },
  explanation: {
    en: 'You took 1 - h², as in the plain recurrent step. There h is the tanh itself. Here h is the tanh times the output gate, so the square of tanh(c) is needed.',
    zh: '你用的是 1 - h²，和普通循环步一样。那里 h 就是 tanh 的输出；这里 h 是 tanh 乘以输出门，要用的是 tanh(c) 的平方。',
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
  const dC = add(
    dState.c,
    mul(mul(dState.h, sigmoid(gates.output)), sub(1, square(mul(sigmoid(gates.output), tanh(c))))),
  )
  const dGates = gatesBackward(dState.h, dC, gates, c, previous.c)
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
