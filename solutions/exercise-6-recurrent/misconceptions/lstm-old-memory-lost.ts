import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The old memory is lost', zh: '旧的记忆丢了' },
  explanation: {
    en: 'Your c is only what comes in: input gate times candidate. The old memory, as far as the forget gate keeps it, is added to that. It is what makes this network remember.',
    zh: '你的 c 只有新来的部分：输入门乘候选值。还要加上遗忘门保留下来的旧记忆，网络正是靠它来记住的。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const c = mul(sigmoid(gates.input), tanh(gates.cell))
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
