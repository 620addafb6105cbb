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
  title: { en: 'The gradients of input and forget gate are exchanged', zh: '输入门与遗忘门的梯度对调了' },
  explanation: {
    en: 'All four gradients are right, but the first two blocks of dZ are in the wrong order. It must be that of the columns: input, forget, cell, output.',
    zh: '四个梯度都对，但 dZ 的前两块顺序反了。必须与列的顺序一致：输入、遗忘、候选、输出。',
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
  const dGates = { ...right, input: right.forget, forget: right.input }
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
