import type { Misconception } from 'grade-descent/exercise'
import { lstmGates, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Input and forget gate are exchanged', zh: '输入门与遗忘门对调了' },
  explanation: {
    en: 'Your step is right but for one thing: what should let in the new keeps the old, and the other way round. Either the first two blocks of columns were read in the other order (it is input, forget, cell, output), or the two gates were put at the wrong factors in the formula of c.',
    zh: '只有一处不对：本该放进新内容的门在保留旧内容，反之亦然。要么前两块列读反了（顺序是输入、遗忘、候选、输出），要么在 c 的公式里两个门乘错了对象。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const own = lstmGates(x, previous.h, parameters)
  const gates = { ...own, input: own.forget, forget: own.input }
  const c = nextMemory(gates, previous.c)
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
