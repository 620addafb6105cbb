import type { Misconception } from 'grade-descent/exercise'
import { gatesBackward, lstmGates, memoryBackward, nextMemory } from 'grade-descent/engine/lstm-gates'
import { lstmStepBackward as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { concat, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The LSTM's bias gradient is not summed over the batch", zh: 'LSTM 的偏置梯度没有对批次求和' },
  explanation: {
    en: 'The bias gradient is dZ itself, [N, 4H]. One bias serves all samples, and what comes back from each of them adds up, to [4H].',
    zh: '偏置梯度直接就是 dZ，形状 [N, 4H]。所有样本共用一个偏置，从各个样本传回来的量要相加，得到 [4H]。',
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
  const { input, forget, cell, output } = gatesBackward(dState.h, dC, gates, c, previous.c)
  const back = correct(dState, x, previous, parameters)
  return { ...back, gradients: { ...back.gradients, bias: concat([input, forget, cell, output], 1) } }
}
