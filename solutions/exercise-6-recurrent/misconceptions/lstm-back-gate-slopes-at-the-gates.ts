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
import { mul, sigmoid, sigmoidBackward, tanh, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "The gates' slopes are taken at the gates", zh: '门的斜率取在门的值处' },
  explanation: {
    en: '`sigmoidBackward` was given the gates, or the sigmoid was taken of them once more. It asks for what went *into* the sigmoid, the blocks of z. At a number between 0 and 1 the slope is always near a quarter, so a shut gate looks wide open.',
    zh: '传给 `sigmoidBackward` 的是门的值，或者对门又取了一次 sigmoid。它要的是*送进* sigmoid 的量，也就是 z 的各块。在 0 与 1 之间，斜率总在四分之一左右，于是关着的门也像是开着的。',
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
  const right = gatesBackward(dState.h, dC, gates, c, previous.c)
  const dGates = {
    ...right,
    input: sigmoidBackward(mul(dC, tanh(gates.cell)), sigmoid(gates.input)),
    forget: sigmoidBackward(mul(dC, previous.c), sigmoid(gates.forget)),
    output: sigmoidBackward(mul(dState.h, tanh(c)), sigmoid(gates.output)),
  }
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}
