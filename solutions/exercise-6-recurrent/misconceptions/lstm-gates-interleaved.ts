import type { Misconception } from 'grade-descent/exercise'
import { nextMemory, type LstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import { preActivations, type RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, tanh, zerosLike, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Columns are dealt out to the gates in turn', zh: '各列轮流分给四个门' },
  explanation: {
    en: 'You took columns 0, 4, 8, ... for the input gate, 1, 5, 9, ... for the forget gate, and so on. The gates lie side by side as blocks: the first H columns are the input gate, the next H the forget gate.',
    zh: '你把第 0、4、8……列给了输入门，第 1、5、9……列给了遗忘门，依此类推。各门是成块排列的：前 H 列是输入门，接下来 H 列是遗忘门。',
  },
  caughtBy: 'lstmStep-values',
}

function gatesInTurn(z: Tensor, like: Tensor): LstmGates {
  const every = (first: number): Tensor => {
    const block = zerosLike(like)
    block.data.forEach((_, index) => (block.data[index] = z.data[4 * index + first]))
    return block
  }
  return { input: every(0), forget: every(1), cell: every(2), output: every(3) }
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = gatesInTurn(preActivations(x, previous.h, parameters), previous.c)
  const c = nextMemory(gates, previous.c)
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
