import type { Misconception } from 'grade-descent/exercise'
import {
  gatesBackward,
  lstmGates,
  lstmProductsBackward,
  memoryBackward,
  nextMemory,
} from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "Infinity divided by infinity in a gate's slope", zh: '门的斜率计算中出现了无穷除以无穷' },
  explanation: {
    en: 'The slope of the sigmoid is written with exp(z) in both halves of a fraction. Far from 0 both are Infinity, and the gradient becomes NaN where 0 is right. Take it from the gate: s (1 - s).',
    zh: '你用分子分母都含 exp(z) 的分式来写 sigmoid 的斜率。离 0 很远时两者都是 Infinity，梯度成了 NaN，而正确的是 0。从门的值来求：s (1 - s)。',
  },
  caughtBy: 'lstmStepBackward-stability',
}

function slope(z: Tensor): Tensor {
  return { ...z, data: z.data.map((value) => Math.exp(value) / (1 + Math.exp(value)) ** 2) }
}

export function lstmStepBackward(
  dState: LstmState,
  x: Tensor,
  previous: LstmState,
  parameters: RecurrentParameters,
): { dX: Tensor; dPrevious: LstmState; gradients: RecurrentParameters } {
  const gates = lstmGates(x, previous.h, parameters)
  const c = nextMemory(gates, previous.c)
  const dC = memoryBackward(dState, gates, c)
  const right = gatesBackward(dState.h, dC, gates, c, previous.c)
  const dGates = {
    ...right,
    input: mul(mul(dC, tanh(gates.cell)), slope(gates.input)),
    forget: mul(mul(dC, previous.c), slope(gates.forget)),
    output: mul(mul(dState.h, tanh(c)), slope(gates.output)),
  }
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
