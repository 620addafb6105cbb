import type { Misconception } from 'grade-descent/exercise'
import { gatesBackward, lstmGates, lstmProductsBackward, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, tanhBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'What arrives at c is left out', zh: '漏掉了直接到达 c 的梯度' },
  explanation: {
    en: 'The gradient at the new memory lacks dState.c. The memory reaches the loss along two paths, through h of this step and through the memory of the next one, and what comes back along both adds up. Without the second, nothing flows along the memory, and the LSTM forgets as fast as a plain network.',
    zh: '新记忆处的梯度少了 dState.c。记忆沿两条路影响损失：经过这一步的 h，以及经过下一步的记忆；两条路传回来的量要相加。少了第二条，就没有梯度沿着记忆流动，LSTM 会和普通循环网络忘得一样快。',
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
  const dC = tanhBackward(mul(dState.h, sigmoid(gates.output)), c)
  const dGates = gatesBackward(dState.h, dC, gates, c, previous.c)
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
