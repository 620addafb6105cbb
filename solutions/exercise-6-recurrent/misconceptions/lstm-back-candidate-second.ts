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
  title: { en: "The candidate's gradient is put in the second block", zh: '候选值的梯度放到了第二块' },
  explanation: {
    en: 'All four gradients are right, but they are put together as input, cell, forget, output. It must be the order of the columns: input, forget, cell, output.',
    zh: '四个梯度都对，但拼接的顺序是输入、候选、遗忘、输出。必须与列的顺序一致：输入、遗忘、候选、输出。',
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
  const dGates = { ...right, forget: right.cell, cell: right.forget }
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
