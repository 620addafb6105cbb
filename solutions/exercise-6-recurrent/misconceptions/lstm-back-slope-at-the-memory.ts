import type { Misconception } from 'grade-descent/exercise'
import { gatesBackward, lstmGates, lstmProductsBackward, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The memory's tanh has the slope 1 - c²", zh: '记忆的 tanh 斜率写成了 1 - c²' },
  explanation: {
    en: 'You took 1 - c². The slope of tanh is 1 minus the square of its *output*, and c is its input: take tanh(c) first.',
    zh: '你用的是 1 - c²。tanh 的斜率是 1 减去*输出*的平方，而 c 是它的输入：先求 tanh(c)。',
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
  const dC = add(dState.c, mul(mul(dState.h, sigmoid(gates.output)), sub(1, square(c))))
  const dGates = gatesBackward(dState.h, dC, gates, c, previous.c)
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
