import type { Misconception } from 'grade-descent/exercise'
import { lstmGates } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { add, mul, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Infinity divided by infinity in a gate', zh: '门的计算中出现了无穷除以无穷' },
  explanation: {
    en: "The sigmoid is written as exp(z) / (1 + exp(z)). Far above 0 both are Infinity, and the gate becomes NaN where 1 is right. Use a form in which nothing grows, or the kit's `sigmoid`.",
    zh: '你把 sigmoid 写成了 exp(z) / (1 + exp(z))。z 远大于 0 时两者都是 Infinity，门成了 NaN，而正确的是 1。换一种不会让数变大的写法，或用工具包里的 `sigmoid`。',
  },
  caughtBy: 'lstmStep-stability',
}

function quotient(z: Tensor): Tensor {
  return { ...z, data: z.data.map((value) => Math.exp(value) / (1 + Math.exp(value))) }
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const gates = lstmGates(x, previous.h, parameters)
  const c = add(mul(quotient(gates.forget), previous.c), mul(quotient(gates.input), tanh(gates.cell)))
  return { h: mul(quotient(gates.output), tanh(c)), c }
}
