import type { Misconception } from 'grade-descent/exercise'
import {
  gatesBackward,
  lstmGates,
  lstmProductsBackward,
  memoryBackward,
  nextMemory,
} from 'grade-descent/engine/lstm-gates'
import { lstmStep, lstmStepBackward as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The LSTM's recurrent weights meet the new h", zh: 'LSTM 的循环权重用了新的 h' },
  explanation: {
    en: 'The gradient of recurrentWeights was made with the h that comes out of the step. What these weights were multiplied with is previous.h, the one that went in.',
    zh: 'recurrentWeights 的梯度用的是这一步输出的 h。与这些权重相乘的是 previous.h，也就是进入这一步的那个。',
  },
  caughtBy: 'lstmStepBackward-gradient',
}

export function lstmStepBackward(
  dState: LstmState,
  x: Tensor,
  previous: LstmState,
  parameters: RecurrentParameters,
): { dX: Tensor; dPrevious: LstmState; gradients: RecurrentParameters } {
  const result = correct(dState, x, previous, parameters)
  const gates = lstmGates(x, previous.h, parameters)
  const c = nextMemory(gates, previous.c)
  const dC = memoryBackward(dState, gates, c)
  const dGates = gatesBackward(dState.h, dC, gates, c, previous.c)
  const { h } = lstmStep(x, previous, parameters)
  const { recurrentWeights } = lstmProductsBackward(dGates, x, h, parameters).gradients
  return { ...result, gradients: { ...result.gradients, recurrentWeights } }
}
