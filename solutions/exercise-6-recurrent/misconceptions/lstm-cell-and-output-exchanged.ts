import type { Misconception } from 'grade-descent/exercise'
import { lstmGates, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The last two blocks are exchanged', zh: '最后两块对调了' },
  explanation: {
    en: 'You read the blocks as input, forget, output, cell. It is input, forget, cell, output: the candidate, the one with the tanh, is the third.',
    zh: '你按输入、遗忘、输出、候选的顺序来读各块。正确的是输入、遗忘、候选、输出：带 tanh 的候选值是第三块。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const own = lstmGates(x, previous.h, parameters)
  const gates = { ...own, cell: own.output, output: own.cell }
  const c = nextMemory(gates, previous.c)
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
