// A sequence is its first step and the rest: `rnn` and `rnnBackward` call themselves with what follows. Nothing is kept
// between forward and backward; the way there and the way back are one descent and return.
import { add, matMul, mul, sigmoid, sigmoidBackward, sum, tanh, tanhBackward, type Tensor } from 'grade-descent/student'

type Parameters = { inputWeights: Tensor; recurrentWeights: Tensor; bias: Tensor }
type State = { h: Tensor; c: Tensor }

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: Parameters): Tensor {
  return tanh(linear(x, hPrevious, parameters))
}

function linear(x: Tensor, h: Tensor, { inputWeights, recurrentWeights, bias }: Parameters): Tensor {
  return add(bias, add(matMul(h, recurrentWeights), matMul(x, inputWeights)))
}

export function rnnStepBackward(dH: Tensor, x: Tensor, hPrevious: Tensor, parameters: Parameters) {
  return linearBackward(tanhBackward(dH, linear(x, hPrevious, parameters)), x, hPrevious, parameters)
}

function linearBackward(dZ: Tensor, x: Tensor, h: Tensor, { inputWeights, recurrentWeights }: Parameters) {
  return {
    dX: matMul(dZ, inputWeights, false, true),
    dHPrevious: matMul(dZ, recurrentWeights, false, true),
    gradients: { inputWeights: matMul(x, dZ, true), recurrentWeights: matMul(h, dZ, true), bias: sum(dZ, 0) },
  }
}

/** Steps `from` to the end, each a tensor of its own. */
function take(sequence: Tensor, t: number): Tensor {
  const [N, T, F] = sequence.shape
  const data = sequence.data.slice(0, N * F)
  for (let n = 0; n < N; n++) data.set(sequence.data.subarray((n * T + t) * F, (n * T + t + 1) * F), n * F)
  return { shape: [N, F], dtype: sequence.dtype, data }
}

function put(steps: readonly Tensor[], like: Tensor): Tensor {
  const [N, F] = steps[0].shape
  const T = steps.length
  const data = like.data.slice()
  steps.forEach((step, t) => {
    for (let n = 0; n < N; n++) data.set(step.data.subarray(n * F, (n + 1) * F), (n * T + t) * F)
  })
  return { shape: [N, T, F], dtype: like.dtype, data }
}

function statesFrom(x: readonly Tensor[], h: Tensor, parameters: Parameters): Tensor[] {
  if (x.length === 0) return []
  const [first, ...rest] = x
  const next = rnnStep(first, h, parameters)
  return [next, ...statesFrom(rest, next, parameters)]
}

const stepsOf = (sequence: Tensor): Tensor[] => Array.from({ length: sequence.shape[1] }, (_, t) => take(sequence, t))

export function rnn(x: Tensor, h0: Tensor, parameters: Parameters): Tensor {
  const states = statesFrom(stepsOf(x), h0, parameters)
  const [N, T] = x.shape
  const H = h0.shape[1]
  const data = x.dtype === 'float64' ? new Float64Array(N * T * H) : new Float32Array(N * T * H)
  return put(states, { shape: [N, T, H], dtype: x.dtype, data })
}

type Back = { dX: Tensor[]; dH: Tensor | null; gradients: Parameters | null }

function back(dH: readonly Tensor[], x: readonly Tensor[], h: Tensor, parameters: Parameters, t: number): Back {
  if (t === x.length) return { dX: [], dH: null, gradients: null }
  const later = back(dH, x, rnnStep(x[t], h, parameters), parameters, t + 1)
  const dState = later.dH === null ? dH[t] : add(dH[t], later.dH)
  const { dX, dHPrevious, gradients } = rnnStepBackward(dState, x[t], h, parameters)
  return {
    dX: [dX, ...later.dX],
    dH: dHPrevious,
    gradients: later.gradients === null ? gradients : addAll(later.gradients, gradients),
  }
}

function addAll(first: Parameters, second: Parameters): Parameters {
  return {
    inputWeights: add(first.inputWeights, second.inputWeights),
    recurrentWeights: add(first.recurrentWeights, second.recurrentWeights),
    bias: add(first.bias, second.bias),
  }
}

export function rnnBackward(dH: Tensor, x: Tensor, h0: Tensor, parameters: Parameters) {
  const found = back(stepsOf(dH), stepsOf(x), h0, parameters, 0)
  return { dX: put(found.dX, x), dH0: found.dH, gradients: found.gradients }
}

const part = (z: Tensor, gate: number): Tensor => {
  const [N, columns] = z.shape
  const H = columns / 4
  const data = z.data.slice(0, N * H)
  for (let n = 0; n < N; n++) {
    data.set(z.data.subarray(n * columns + gate * H, n * columns + (gate + 1) * H), n * H)
  }
  return { shape: [N, H], dtype: z.dtype, data }
}

export function lstmStep(x: Tensor, previous: State, parameters: Parameters): State {
  const z = linear(x, previous.h, parameters)
  const kept = mul(sigmoid(part(z, 1)), previous.c)
  const written = mul(sigmoid(part(z, 0)), tanh(part(z, 2)))
  const c = add(kept, written)
  return { c, h: mul(tanh(c), sigmoid(part(z, 3))) }
}

export function lstmStepBackward(dState: State, x: Tensor, previous: State, parameters: Parameters) {
  const z = linear(x, previous.h, parameters)
  const [zi, zf, zg, zo] = [0, 1, 2, 3].map((gate) => part(z, gate))
  const { c } = lstmStep(x, previous, parameters)
  const dC = add(tanhBackward(mul(sigmoid(zo), dState.h), c), dState.c)
  const blocks = [
    sigmoidBackward(mul(tanh(zg), dC), zi),
    sigmoidBackward(mul(previous.c, dC), zf),
    tanhBackward(mul(sigmoid(zi), dC), zg),
    sigmoidBackward(mul(tanh(c), dState.h), zo),
  ]
  const [N, H] = dC.shape
  const data = z.data.slice()
  blocks.forEach((block, gate) => {
    for (let n = 0; n < N; n++) data.set(block.data.subarray(n * H, (n + 1) * H), (n * 4 + gate) * H)
  })
  const { dX, dHPrevious, gradients } = linearBackward({ ...z, data }, x, previous.h, parameters)
  return { dX, dPrevious: { h: dHPrevious, c: mul(dC, sigmoid(zf)) }, gradients }
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const norm = gradients.reduce((joint, { data }) => Math.hypot(joint, Math.hypot(...data)), 0)
  return norm > maxNorm ? gradients.map((gradient) => mul(gradient, maxNorm / norm)) : [...gradients]
}
