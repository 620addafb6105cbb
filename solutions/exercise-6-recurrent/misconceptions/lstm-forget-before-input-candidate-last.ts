import type { Misconception } from 'grade-descent/exercise'
import { lstmGates, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The candidate is taken for the last block', zh: '把候选值当成了最后一块' },
  explanation: {
    en: "You read the blocks as forget, input, output, cell, the order in which many articles write the formulas. Here it is Keras' order: input, forget, cell, output.",
    zh: '你按遗忘、输入、输出、候选的顺序来读各块，许多文章就是按这个顺序写公式的。这里用的是 Keras 的顺序：输入、遗忘、候选、输出。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const own = lstmGates(x, previous.h, parameters)
  const gates = { input: own.forget, forget: own.input, cell: own.output, output: own.cell }
  const c = nextMemory(gates, previous.c)
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
