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
import { mul, sigmoid, sigmoidBackward, tanh, tanhBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Input gate and candidate get themselves as partners', zh: '输入门和候选值的搭档写成了自己' },
  explanation: {
    en: 'The input gate got the gradient times i, the candidate got it times g. In a product each factor gets the *other* one: with i · g, i gets g and g gets i.',
    zh: '输入门得到的梯度乘了 i，候选值得到的乘了 g。乘积里每个因子得到的是*另一个*：在 i · g 中，i 得到 g，g 得到 i。',
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
    input: sigmoidBackward(mul(dC, sigmoid(gates.input)), gates.input),
    cell: tanhBackward(mul(dC, tanh(gates.cell)), gates.cell),
  }
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
