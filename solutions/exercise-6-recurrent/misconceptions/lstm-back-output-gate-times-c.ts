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
  title: { en: "The output gate's partner is c", zh: '输出门的搭档写成了 c' },
  explanation: {
    en: 'The output gate got dState.h times c. Its partner in h = o · tanh(c) is tanh(c).',
    zh: '输出门得到的是 dState.h 乘 c。在 h = o · tanh(c) 里，它的搭档是 tanh(c)。',
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
  const dGates = { ...right, output: sigmoidBackward(mul(dState.h, c), gates.output) }
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
