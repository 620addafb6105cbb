import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, sigmoid, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "Infinity divided by infinity in the LSTM's tanh", zh: 'LSTM 的 tanh 中出现了无穷除以无穷' },
  explanation: {
    en: "The tanh is written as a quotient of exponentials. Far from 0 one of them is Infinity above and below the line, and the candidate becomes NaN where 1 or -1 is right. Use a form in which nothing grows, or the kit's `tanh`.",
    zh: '你用指数的商来写 tanh。离 0 很远时，分子分母里都有一个指数成了 Infinity，候选值成了 NaN，而正确的是 1 或 -1。换一种不会让数变大的写法，或用工具包里的 `tanh`。',
  },
  caughtBy: 'lstmStep-stability',
}

function quotient(z: Tensor): Tensor {
  const of = (value: number) => (Math.exp(value) - Math.exp(-value)) / (Math.exp(value) + Math.exp(-value))
  return { ...z, data: z.data.map(of) }
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const c = add(mul(sigmoid(gates.forget), previous.c), mul(sigmoid(gates.input), quotient(gates.cell)))
  return { h: mul(sigmoid(gates.output), quotient(c)), c }
}
