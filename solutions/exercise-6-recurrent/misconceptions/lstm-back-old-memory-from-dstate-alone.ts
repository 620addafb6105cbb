import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import { lstmStepBackward as correct, type LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The old memory gets nothing of what comes from h', zh: '旧记忆没有得到来自 h 的梯度' },
  explanation: {
    en: 'dPrevious.c is dState.c times f. What flows on to the old memory is the *whole* gradient at the new one: also that which comes back through h.',
    zh: 'dPrevious.c 是 dState.c 乘 f。继续流向旧记忆的，应当是新记忆处的*全部*梯度，包括经 h 传回来的那份。',
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
  const { forget } = lstmGates(x, previous.h, parameters)
  return { ...result, dPrevious: { h: result.dPrevious.h, c: mul(dState.c, sigmoid(forget)) } }
}
