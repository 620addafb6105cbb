import type { Misconception } from 'grade-descent/exercise'
import { lstmGates, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The memory is put out without tanh', zh: '记忆没有经过 tanh 就输出了' },
  explanation: {
    en: 'Your h is the output gate times c. The memory may grow beyond 1, and what is put out of it goes through tanh once more, before the gate.',
    zh: '你的 h 是输出门乘以 c。记忆可以超过 1，输出时要先再经过一次 tanh，然后乘以门。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const c = nextMemory(gates, previous.c)
  return { h: mul(sigmoid(gates.output), c), c }
}
