import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, maximum, minimum, mul, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The gates go through a hard sigmoid', zh: '各个门用了 hard sigmoid' },
  explanation: {
    en: 'Your gates are straight lines from 0 to 1, cut off at both ends, as in old versions of Keras. Here they are the logistic sigmoid 1 / (1 + exp(-z)).',
    zh: '你的门是从 0 到 1 的直线、两端截平，旧版 Keras 是这样的。这里用的是 logistic sigmoid，即 1 / (1 + exp(-z))。',
  },
  caughtBy: 'lstmStep-values',
}

function hardSigmoid(z: Tensor): Tensor {
  return maximum(0, minimum(1, add(mul(z, 0.2), 0.5)))
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const c = add(mul(hardSigmoid(gates.forget), previous.c), mul(hardSigmoid(gates.input), tanh(gates.cell)))
  return { h: mul(hardSigmoid(gates.output), tanh(c)), c }
}
