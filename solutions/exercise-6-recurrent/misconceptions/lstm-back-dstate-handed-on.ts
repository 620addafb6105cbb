import type { Misconception } from 'grade-descent/exercise'
import { lstmStepBackward as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'dState.c is handed on as it is', zh: '原样传下去了 dState.c' },
  explanation: {
    en: "dPrevious.c is the dState.c that you were given. The old memory came into this step through the forget gate, and this step's h looks at it as well.",
    zh: 'dPrevious.c 就是传进来的 dState.c。旧记忆是经过遗忘门进入这一步的，而且这一步的 h 也用到了它。',
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
  return { ...result, dPrevious: { h: result.dPrevious.h, c: dState.c } }
}
