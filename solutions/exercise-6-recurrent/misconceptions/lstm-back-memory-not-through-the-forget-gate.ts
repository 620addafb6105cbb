import type { Misconception } from 'grade-descent/exercise'
import { lstmGates, memoryBackward, nextMemory } from 'grade-descent/engine/lstm-gates'
import { lstmStepBackward as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The old memory gets the gradient without the forget gate', zh: '旧记忆的梯度没有乘遗忘门' },
  explanation: {
    en: 'dPrevious.c is the gradient at the new memory, as it is. The old memory came in multiplied by f, so what goes back to it is multiplied by f as well.',
    zh: 'dPrevious.c 直接就是新记忆处的梯度。旧记忆是乘着 f 进来的，传回给它的梯度也要乘上 f。',
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
  return { ...result, dPrevious: { h: result.dPrevious.h, c: memoryBackward(dState, gates, c) } }
}
