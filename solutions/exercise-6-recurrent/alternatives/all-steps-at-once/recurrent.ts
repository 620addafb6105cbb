// What doesn't depend on the step before is done for all steps in one product: x Wx at the start, and at the end dX and the
// gradients of the parameters from the dZ of all steps. Only h Wh is left in the loops over time.
import {
  add,
  concat,
  matMul,
  mul,
  reshape,
  slice,
  sub,
  sum,
  tanh,
  transpose,
  zerosLike,
  type Tensor,
} from 'grade-descent/student'
import * as kit from 'grade-descent/student'

interface Parameters {
  readonly inputWeights: Tensor
  readonly recurrentWeights: Tensor
  readonly bias: Tensor
}
interface State {
  readonly h: Tensor
  readonly c: Tensor
}

/** [N, T, F] as T views [N, F] on one tensor that runs through the steps first. */
function byStep(sequence: Tensor): Tensor[] {
  const [N, T, F] = sequence.shape
  const { data, dtype } = transpose(sequence, [1, 0, 2])
  return Array.from({ length: T }, (_, t) => ({
    shape: [N, F],
    dtype,
    data: data.subarray(t * N * F, (t + 1) * N * F),
  }))
}

function bySample(steps: readonly Tensor[]): Tensor {
  const [N, F] = steps[0].shape
  return transpose(reshape(concat([...steps], 0), [steps.length, N, F]), [1, 0, 2])
}

function statesOf(x: Tensor, h0: Tensor, { inputWeights, recurrentWeights, bias }: Parameters): Tensor[] {
  const fromInput = byStep(add(matMul(x, reshape(inputWeights, [1, ...inputWeights.shape])), bias))
  return fromInput.reduce((states, z, t) => [...states, tanh(add(z, matMul(states[t], recurrentWeights)))], [h0])
}

const oneStep = (t: Tensor): Tensor => reshape(t, [t.shape[0], 1, t.shape[1]])
const noSteps = (t: Tensor): Tensor => reshape(t, [t.shape[0], t.shape[2]])

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: Parameters): Tensor {
  return noSteps(rnn(oneStep(x), hPrevious, parameters))
}

export function rnnStepBackward(dH: Tensor, x: Tensor, hPrevious: Tensor, parameters: Parameters) {
  const { dX, dH0, gradients } = rnnBackward(oneStep(dH), oneStep(x), hPrevious, parameters)
  return { dX: noSteps(dX), dHPrevious: dH0, gradients }
}

export function rnn(x: Tensor, h0: Tensor, parameters: Parameters): Tensor {
  return bySample(statesOf(x, h0, parameters).slice(1))
}

export function rnnBackward(dH: Tensor, x: Tensor, h0: Tensor, parameters: Parameters) {
  const states = statesOf(x, h0, parameters)
  const T = x.shape[1]
  const dOwn = byStep(dH)
  const back = transpose(parameters.recurrentWeights)
  const dZ: Tensor[] = []
  let dState = zerosLike(h0)
  for (let t = T - 1; t >= 0; t--) {
    const h = states[t + 1]
    dZ[t] = mul(add(dOwn[t], dState), sub(1, mul(h, h)))
    dState = matMul(dZ[t], back)
  }
  const all = bySample(dZ)
  const [N, , H] = all.shape
  const flat = reshape(all, [N * T, H])
  const before = reshape(bySample(states.slice(0, T)), [N * T, H])
  return {
    dX: reshape(matMul(flat, parameters.inputWeights, false, true), x.shape),
    dH0: dState,
    gradients: {
      inputWeights: matMul(reshape(x, [N * T, x.shape[2]]), flat, true),
      recurrentWeights: matMul(before, flat, true),
      bias: sum(all, [0, 1]),
    },
  }
}

/** The activations of the four gates at once: tanh(z) is 2 sigmoid(2 z) - 1, so one sigmoid does for all columns. */
function gatesOf(x: Tensor, h: Tensor, { inputWeights, recurrentWeights, bias }: Parameters) {
  const z = add(add(matMul(x, inputWeights), matMul(h, recurrentWeights)), bias)
  const [N, H] = h.shape
  const stretch = kit.tensor(
    Array.from({ length: 4 * H }, (_, column) => (Math.floor(column / H) === 2 ? 2 : 1)),
    [4 * H],
    z.dtype,
  )
  const activated = sub(mul(kit.sigmoid(mul(z, stretch)), stretch), sub(stretch, 1))
  const slopes = kit.where(
    kit.equal(add(stretch, zerosLike(z)), 2),
    sub(1, kit.square(activated)),
    mul(activated, sub(1, activated)),
  )
  const cut = (gate: number): Tensor => slice(activated, [0, gate * H], [N, H])
  return { gates: [cut(0), cut(1), cut(2), cut(3)], slopes }
}

export function lstmStep(x: Tensor, previous: State, parameters: Parameters): State {
  const {
    gates: [i, f, g, o],
  } = gatesOf(x, previous.h, parameters)
  const c = add(mul(f, previous.c), mul(i, g))
  return { h: mul(o, tanh(c)), c }
}

export function lstmStepBackward(dState: State, x: Tensor, previous: State, parameters: Parameters) {
  const {
    gates: [i, f, g, o],
    slopes,
  } = gatesOf(x, previous.h, parameters)
  const c = add(mul(f, previous.c), mul(i, g))
  const dC = add(dState.c, kit.tanhBackward(mul(dState.h, o), c))
  const partners = concat([mul(dC, g), mul(dC, previous.c), mul(dC, i), mul(dState.h, tanh(c))], 1)
  const dZ = mul(partners, slopes)
  return {
    dX: matMul(dZ, transpose(parameters.inputWeights)),
    dPrevious: { h: matMul(dZ, transpose(parameters.recurrentWeights)), c: mul(dC, f) },
    gradients: {
      inputWeights: matMul(transpose(x), dZ),
      recurrentWeights: matMul(transpose(previous.h), dZ),
      bias: kit.mul(kit.mean(dZ, [0]), x.shape[0]),
    },
  }
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const squares = gradients.map((gradient) => sum(kit.square(gradient))).reduce((left, right) => add(left, right))
  const factor = kit.minimum(1, kit.div(maxNorm, kit.maximum(kit.sqrt(squares), 1e-30)))
  return gradients.map((gradient) => mul(gradient, factor))
}
