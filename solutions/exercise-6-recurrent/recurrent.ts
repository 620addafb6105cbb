import {
  add,
  concat,
  matMul,
  mul,
  reshape,
  sigmoid,
  sigmoidBackward,
  slice,
  sum,
  tanh,
  tanhBackward,
  zerosLike,
  type Tensor,
} from 'grade-descent/student'

export interface RecurrentParameters {
  inputWeights: Tensor
  recurrentWeights: Tensor
  bias: Tensor
}

export interface LstmState {
  h: Tensor
  c: Tensor
}

function preActivations(x: Tensor, h: Tensor, { inputWeights, recurrentWeights, bias }: RecurrentParameters): Tensor {
  return add(add(matMul(x, inputWeights), matMul(h, recurrentWeights)), bias)
}

/** Two dense layers that meet in one sum: each gets the whole dZ. */
function preActivationsBackward(
  dZ: Tensor,
  x: Tensor,
  h: Tensor,
  { inputWeights, recurrentWeights }: RecurrentParameters,
): { dX: Tensor; dH: Tensor; gradients: RecurrentParameters } {
  return {
    dX: matMul(dZ, inputWeights, false, true),
    dH: matMul(dZ, recurrentWeights, false, true),
    gradients: {
      inputWeights: matMul(x, dZ, true, false),
      recurrentWeights: matMul(h, dZ, true, false),
      bias: sum(dZ, [0]),
    },
  }
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  return tanh(preActivations(x, hPrevious, parameters))
}

export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  const dZ = tanhBackward(dH, preActivations(x, hPrevious, parameters))
  const { dX, dH: dHPrevious, gradients } = preActivationsBackward(dZ, x, hPrevious, parameters)
  return { dX, dHPrevious, gradients }
}

/** Step t of a sequence [N, T, F], as [N, F]. */
function atStep(sequence: Tensor, t: number): Tensor {
  const [samples, , features] = sequence.shape
  return reshape(slice(sequence, [0, t, 0], [samples, 1, features]), [samples, features])
}

/** T tensors [N, F] as a sequence [N, T, F]. */
function stack(steps: readonly Tensor[]): Tensor {
  return concat(
    steps.map((step) => reshape(step, [step.shape[0], 1, step.shape[1]])),
    1,
  )
}

/** The states before each step, and after the last: h0 and T more. */
function statesOf(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor[] {
  const states = [h0]
  for (let t = 0; t < x.shape[1]; t++) states.push(rnnStep(atStep(x, t), states[t], parameters))
  return states
}

export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  return stack(statesOf(x, h0, parameters).slice(1))
}

export function rnnBackward(
  dH: Tensor,
  x: Tensor,
  h0: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dH0: Tensor; gradients: RecurrentParameters } {
  const states = statesOf(x, h0, parameters)
  const dX: Tensor[] = []
  let carried = zerosLike(h0)
  let gradients: RecurrentParameters = {
    inputWeights: zerosLike(parameters.inputWeights),
    recurrentWeights: zerosLike(parameters.recurrentWeights),
    bias: zerosLike(parameters.bias),
  }
  for (let t = x.shape[1] - 1; t >= 0; t--) {
    const step = rnnStepBackward(add(atStep(dH, t), carried), atStep(x, t), states[t], parameters)
    dX.unshift(step.dX)
    carried = step.dHPrevious
    gradients = {
      inputWeights: add(gradients.inputWeights, step.gradients.inputWeights),
      recurrentWeights: add(gradients.recurrentWeights, step.gradients.recurrentWeights),
      bias: add(gradients.bias, step.gradients.bias),
    }
  }
  return { dX: stack(dX), dH0: carried, gradients }
}

/** What goes into the four activations, in the order of the columns: input, forget, cell, output. */
function gateColumns(z: Tensor): [input: Tensor, forget: Tensor, cell: Tensor, output: Tensor] {
  const [samples, columns] = z.shape
  const units = columns / 4
  const block = (gate: number): Tensor => slice(z, [0, gate * units], [samples, units])
  return [block(0), block(1), block(2), block(3)]
}

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  const [input, forget, cell, output] = gateColumns(preActivations(x, previous.h, parameters))
  const c = add(mul(sigmoid(forget), previous.c), mul(sigmoid(input), tanh(cell)))
  return { h: mul(sigmoid(output), tanh(c)), c }
}

export function lstmStepBackward(
  dState: LstmState,
  x: Tensor,
  previous: LstmState,
  parameters: RecurrentParameters,
): { dX: Tensor; dPrevious: LstmState; gradients: RecurrentParameters } {
  const [input, forget, cell, output] = gateColumns(preActivations(x, previous.h, parameters))
  const c = add(mul(sigmoid(forget), previous.c), mul(sigmoid(input), tanh(cell)))
  const dC = add(dState.c, tanhBackward(mul(dState.h, sigmoid(output)), c))
  const dZ = concat(
    [
      sigmoidBackward(mul(dC, tanh(cell)), input),
      sigmoidBackward(mul(dC, previous.c), forget),
      tanhBackward(mul(dC, sigmoid(input)), cell),
      sigmoidBackward(mul(dState.h, tanh(c)), output),
    ],
    1,
  )
  const { dX, dH, gradients } = preActivationsBackward(dZ, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(forget)) }, gradients }
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const squares = gradients.reduce((total, { data }) => data.reduce((part, entry) => part + entry * entry, total), 0)
  const norm = Math.sqrt(squares)
  return norm > maxNorm ? gradients.map((gradient) => mul(gradient, maxNorm / norm)) : [...gradients]
}
