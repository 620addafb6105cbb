import type { Misconception } from 'grade-descent/exercise'
import { lstmGates, memoryBackward, nextMemory } from 'grade-descent/engine/lstm-gates'
import { lstmStepBackward as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The memory's gradient is summed up in dState.c", zh: '记忆的梯度累加在了 dState.c 里' },
  explanation: {
    en: "The result is right, but you added what comes from h to the caller's dState.c. Whoever passed it in finds it changed. Make a new tensor.",
    zh: '结果是对的，但你把来自 h 的那份加进了调用者的 dState.c。传进来的人会发现它变了。请新建张量。',
  },
  caughtBy: 'lstmStepBackward-manners',
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
  dState.c.data.set(memoryBackward(dState, gates, c).data)
  return result
}
