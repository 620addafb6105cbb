import type { Misconception } from 'grade-descent/exercise'
import { lstmGates, lstmProductsBackward, memoryBackward, nextMemory } from 'grade-descent/engine/lstm-gates'
import type { LstmState } from 'grade-descent/engine/ops/lstm'
import type { RecurrentParameters } from 'grade-descent/engine/recurrent'
import { mul, sigmoid, sigmoidBackward, tanh, tanhBackward, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'All slopes are taken at the activations', zh: '所有斜率都取在激活值处' },
  explanation: {
    en: "`sigmoidBackward` and `tanhBackward` were given i, f, g and o. They ask for what went *into* the activations: the four blocks of z. As it is, every activation is applied twice on the way back. (A slope written by hand, such as i (1 - i), takes the gate; these functions don't.)",
    zh: '传给 `sigmoidBackward` 和 `tanhBackward` 的是 i、f、g、o。它们要的是*送进*激活函数的量：z 的四块。现在这样，反向时每个激活函数都用了两次。（自己写斜率，如 i (1 - i)，用的是门的值；这两个函数则不是。）',
  },
  caughtBy: 'lstmStepBackward-gradient',
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
  const dGates = {
    input: sigmoidBackward(mul(dC, tanh(gates.cell)), sigmoid(gates.input)),
    forget: sigmoidBackward(mul(dC, previous.c), sigmoid(gates.forget)),
    cell: tanhBackward(mul(dC, sigmoid(gates.input)), tanh(gates.cell)),
    output: sigmoidBackward(mul(dState.h, tanh(c)), sigmoid(gates.output)),
  }
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
