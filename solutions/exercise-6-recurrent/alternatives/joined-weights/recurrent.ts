// [x, h, 1] side by side, and the weights on top of each other with the bias as the last row: one product for a step, one
// for all gradients of the parameters, one for all gradients of the inputs.
import {
  add,
  concat,
  matMul,
  mul,
  reshape,
  sigmoid,
  slice,
  sqrt,
  square,
  sub,
  sum,
  tanh,
  transpose,
  zerosLike,
  type Tensor,
} from 'grade-descent/student'

interface Parameters {
  inputWeights: Tensor
  recurrentWeights: Tensor
  bias: Tensor
}
type State = { h: Tensor; c: Tensor }

const joinInputs = (x: Tensor, h: Tensor): Tensor => {
  const one = add(mul(slice(x, [0, 0], [x.shape[0], 1]), 0), 1)
  return concat([x, h, one], 1)
}

const joinWeights = ({ inputWeights, recurrentWeights, bias }: Parameters): Tensor =>
  concat([inputWeights, recurrentWeights, reshape(bias, [1, bias.shape[0]])], 0)

function backThroughProduct(dZ: Tensor, x: Tensor, h: Tensor, parameters: Parameters) {
  const [N, I] = x.shape
  const H = h.shape[1]
  const columns = dZ.shape[1]
  const dJoined = matMul(dZ, transpose(joinWeights(parameters)))
  const dWeights = matMul(transpose(joinInputs(x, h)), dZ)
  return {
    dX: slice(dJoined, [0, 0], [N, I]),
    dHPrevious: slice(dJoined, [0, I], [N, H]),
    gradients: {
      inputWeights: slice(dWeights, [0, 0], [I, columns]),
      recurrentWeights: slice(dWeights, [I, 0], [H, columns]),
      bias: reshape(slice(dWeights, [I + H, 0], [1, columns]), [columns]),
    },
  }
}

export const rnnStep = (x: Tensor, hPrevious: Tensor, parameters: Parameters): Tensor =>
  tanh(matMul(joinInputs(x, hPrevious), joinWeights(parameters)))

export const rnnStepBackward = (dH: Tensor, x: Tensor, hPrevious: Tensor, parameters: Parameters) => {
  const h = rnnStep(x, hPrevious, parameters)
  return backThroughProduct(mul(dH, sub(1, square(h))), x, hPrevious, parameters)
}

/** A sequence as a list of its steps. */
const unstack = (sequence: Tensor): Tensor[] => {
  const [N, T, F] = sequence.shape
  const stepsFirst = transpose(sequence, [1, 0, 2])
  return Array.from({ length: T }, (_, t) => reshape(slice(stepsFirst, [t, 0, 0], [1, N, F]), [N, F]))
}

const restack = (steps: Tensor[]): Tensor => {
  const [N, F] = steps[0].shape
  const stepsFirst = reshape(concat(steps, 0), [steps.length, N, F])
  return transpose(stepsFirst, [1, 0, 2])
}

export const rnn = (x: Tensor, h0: Tensor, parameters: Parameters): Tensor => {
  const states: Tensor[] = []
  for (const xt of unstack(x)) states.push(rnnStep(xt, states.at(-1) ?? h0, parameters))
  return restack(states)
}

export const rnnBackward = (dH: Tensor, x: Tensor, h0: Tensor, parameters: Parameters) => {
  const inputs = unstack(x)
  const states = [h0, ...unstack(rnn(x, h0, parameters))]
  let dState = zerosLike(h0)
  let gradients = {
    inputWeights: zerosLike(parameters.inputWeights),
    recurrentWeights: zerosLike(parameters.recurrentWeights),
    bias: zerosLike(parameters.bias),
  }
  const dX: Tensor[] = []
  for (const [back, dOwn] of unstack(dH).reverse().entries()) {
    const t = inputs.length - 1 - back
    const one = rnnStepBackward(add(dOwn, dState), inputs[t], states[t], parameters)
    dState = one.dHPrevious
    dX.push(one.dX)
    gradients = {
      inputWeights: add(gradients.inputWeights, one.gradients.inputWeights),
      recurrentWeights: add(gradients.recurrentWeights, one.gradients.recurrentWeights),
      bias: add(gradients.bias, one.gradients.bias),
    }
  }
  return { dX: restack(dX.reverse()), dH0: dState, gradients }
}

const quarters = (z: Tensor): Tensor[] => {
  const [N, columns] = z.shape
  return [0, 1, 2, 3].map((gate) => slice(z, [0, (gate * columns) / 4], [N, columns / 4]))
}

export const lstmStep = (x: Tensor, previous: State, parameters: Parameters): State => {
  const [zi, zf, zg, zo] = quarters(matMul(joinInputs(x, previous.h), joinWeights(parameters)))
  const c = add(mul(sigmoid(zf), previous.c), mul(sigmoid(zi), tanh(zg)))
  return { h: mul(sigmoid(zo), tanh(c)), c }
}

export const lstmStepBackward = (dState: State, x: Tensor, previous: State, parameters: Parameters) => {
  const [zi, zf, zg, zo] = quarters(matMul(joinInputs(x, previous.h), joinWeights(parameters)))
  const [i, f, g, o] = [sigmoid(zi), sigmoid(zf), tanh(zg), sigmoid(zo)]
  const c = add(mul(f, previous.c), mul(i, g))
  const dTanhC = mul(dState.h, o)
  const dC = add(mul(dTanhC, sub(1, square(tanh(c)))), dState.c)
  const dActivated = concat([mul(dC, g), mul(dC, previous.c), mul(dC, i), mul(dState.h, tanh(c))], 1)
  const slopes = concat([sub(i, square(i)), sub(f, square(f)), sub(1, square(g)), sub(o, square(o))], 1)
  const { dX, dHPrevious, gradients } = backThroughProduct(mul(dActivated, slopes), x, previous.h, parameters)
  return { dX, dPrevious: { h: dHPrevious, c: mul(f, dC) }, gradients }
}

export const clipByGlobalNorm = (gradients: readonly Tensor[], maxNorm: number): Tensor[] => {
  const flat = concat(
    gradients.map((gradient) => reshape(gradient, [gradient.data.length])),
    0,
  )
  const norm = sqrt(sum(square(flat))).data[0]
  return gradients.map((gradient) => mul(gradient, Math.min(1, maxNorm / Math.max(norm, 1e-12))))
}
