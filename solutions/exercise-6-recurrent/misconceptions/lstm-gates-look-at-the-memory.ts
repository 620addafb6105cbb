import type { Misconception } from 'grade-descent/exercise'
import { lstmGates, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gates look at c in place of h', zh: '各个门看的是 c 而不是 h' },
  explanation: {
    en: 'You multiplied previous.c with recurrentWeights. What the step before has put out is previous.h, and that is what the gates look at; previous.c is only kept and added to.',
    zh: '你用 previous.c 去乘 recurrentWeights。上一步输出的是 previous.h，各个门看的是它；previous.c 只用来保留和累加。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.c, parameters)
  const c = nextMemory(gates, previous.c)
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
