import { tanh, tanhBackward } from './ops/tanh.ts'
import { sigmoid, sigmoidBackward } from './ops/sigmoid.ts'
import { add, mul } from './primitives/binary.ts'
import { concat } from './primitives/concat.ts'
import { slice } from './primitives/slice.ts'
import { preActivations, preActivationsBackward, type RecurrentParameters } from './recurrent.ts'
import type { Tensor } from './tensor.ts'

/** What goes into the four activations, or the gradients with respect to it: [N, H] each. */
export type LstmGates = { input: Tensor; forget: Tensor; cell: Tensor; output: Tensor }

/** The four blocks of x Wx + h Wh + b, in Keras' order. @internal */
export function lstmGates(x: Tensor, h: Tensor, parameters: RecurrentParameters): LstmGates {
  const z = preActivations(x, h, parameters)
  const [samples, columns] = z.shape
  const units = columns / 4
  const block = (index: number) => slice(z, [0, index * units], [samples, units])
  return { input: block(0), forget: block(1), cell: block(2), output: block(3) }
}

/** The memory after the step. @internal */
export function nextMemory(gates: LstmGates, cPrevious: Tensor): Tensor {
  return add(mul(sigmoid(gates.forget), cPrevious), mul(sigmoid(gates.input), tanh(gates.cell)))
}

/** The whole gradient at the memory after the step: what comes from h, and what comes from the next step. @internal */
export function memoryBackward(dState: { h: Tensor; c: Tensor }, gates: LstmGates, c: Tensor): Tensor {
  return add(dState.c, tanhBackward(mul(dState.h, sigmoid(gates.output)), c))
}

/** @param dH gradient at the step's h @param dC the whole gradient at its c @internal */
export function gatesBackward(dH: Tensor, dC: Tensor, gates: LstmGates, c: Tensor, cPrevious: Tensor): LstmGates {
  return {
    input: sigmoidBackward(mul(dC, tanh(gates.cell)), gates.input),
    forget: sigmoidBackward(mul(dC, cPrevious), gates.forget),
    cell: tanhBackward(mul(dC, sigmoid(gates.input)), gates.cell),
    output: sigmoidBackward(mul(dH, tanh(c)), gates.output),
  }
}

/** From the gates' gradients to those of the step's inputs and parameters. @internal */
export function lstmProductsBackward(
  { input, forget, cell, output }: LstmGates,
  x: Tensor,
  h: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dH: Tensor; gradients: RecurrentParameters } {
  return preActivationsBackward(concat([input, forget, cell, output], 1), x, h, parameters)
}
