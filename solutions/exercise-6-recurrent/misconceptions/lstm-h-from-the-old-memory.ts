import type { Misconception } from 'grade-descent/exercise'
import { lstmGates, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'h is made of the old memory', zh: 'h 用的是旧的记忆' },
  explanation: {
    en: 'The new c is right, but h was made of previous.c, so it is one step behind: what this step writes can be read only in the next one.',
    zh: '新的 c 是对的，但 h 用的是 previous.c，慢了一步：这一步写入的内容要到下一步才读得到。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  return { h: mul(sigmoid(gates.output), tanh(previous.c)), c: nextMemory(gates, previous.c) }
}
