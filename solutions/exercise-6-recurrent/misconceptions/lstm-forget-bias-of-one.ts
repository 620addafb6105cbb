import type { Misconception } from 'grade-descent/exercise'
import { lstmGates, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: '1 is added to the forget gate', zh: '给遗忘门多加了 1' },
  explanation: {
    en: "You added 1 to what goes into the forget gate. Many libraries let the forget gate's *bias begin* at 1, so that an untrained network remembers; then the 1 is in the parameters already.",
    zh: '你给遗忘门的输入加了 1。许多库让遗忘门的*偏置初值*为 1，让未训练的网络也能记住；那个 1 已经在参数里了。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const own = lstmGates(x, previous.h, parameters)
  const gates = { ...own, forget: add(own.forget, 1) }
  const c = nextMemory(gates, previous.c)
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
