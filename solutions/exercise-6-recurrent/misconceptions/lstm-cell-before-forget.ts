import type { Misconception } from 'grade-descent/exercise'
import { lstmGates, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The second block is taken for the cell candidate', zh: '把第二块当成了候选值' },
  explanation: {
    en: "You read the blocks as input, cell, forget, output, an order that some libraries have. Here it is Keras' order: input, forget, cell, output.",
    zh: '你按输入、候选、遗忘、输出的顺序来读各块，有的库确实是这样排的。这里用的是 Keras 的顺序：输入、遗忘、候选、输出。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const own = lstmGates(x, previous.h, parameters)
  const gates = { ...own, forget: own.cell, cell: own.forget }
  const c = nextMemory(gates, previous.c)
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
