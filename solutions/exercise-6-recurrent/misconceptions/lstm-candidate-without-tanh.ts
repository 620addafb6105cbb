import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The candidate has no activation', zh: '候选值没有经过激活函数' },
  explanation: {
    en: 'The candidate went into the memory as the plain sum. Nothing limits what a step may write then, and the memory, on which nothing is squashed, grows without a bound. The candidate goes through tanh.',
    zh: '候选值直接以求和的原样写进了记忆。这样一步能写进去多少就没有限制了，而记忆本身不经过任何压缩，会无限增长。候选值要经过 tanh。',
  },
  caughtBy: 'lstmStep-values',
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const c = add(mul(sigmoid(gates.forget), previous.c), mul(sigmoid(gates.input), gates.cell))
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}
