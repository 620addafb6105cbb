// Numbers in nested arrays, with small functions on them in a file of their own; tensors only at the doors.
import { tensor, type Tensor } from 'grade-descent/student'
import { combine, plus, product, rows, toTensor, turned, type Matrix } from './matrices.ts'

interface Parameters {
  inputWeights: Tensor
  recurrentWeights: Tensor
  bias: Tensor
}
interface Weights {
  wx: Matrix
  wh: Matrix
  b: number[]
}
type State = { h: Tensor; c: Tensor }

const sigmoid = (z: number): number => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)))

function weightsOf({ inputWeights, recurrentWeights, bias }: Parameters): Weights {
  return { wx: rows(inputWeights), wh: rows(recurrentWeights), b: Array.from(bias.data) }
}

function before(x: Matrix, h: Matrix, { wx, wh, b }: Weights): Matrix {
  return plus(product(x, wx), product(h, wh)).map((row) => row.map((value, k) => value + b[k]))
}

function after(dZ: Matrix, x: Matrix, h: Matrix, { wx, wh }: Weights) {
  return {
    dX: product(dZ, turned(wx)),
    dH: product(dZ, turned(wh)),
    wx: product(turned(x), dZ),
    wh: product(turned(h), dZ),
    b: turned(dZ).map((column) => column.reduce((total, value) => total + value)),
  }
}

function gradientsOf({ wx, wh, b }: Weights, like: Tensor): Parameters {
  return {
    inputWeights: toTensor(wx, like),
    recurrentWeights: toTensor(wh, like),
    bias: tensor(b, [b.length], like.dtype),
  }
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: Parameters): Tensor {
  const z = before(rows(x), rows(hPrevious), weightsOf(parameters))
  return toTensor(combine(Math.tanh, z), x)
}

function slope(dH: Matrix, h: Matrix): Matrix {
  return combine((d, value) => d * (1 - value ** 2), dH, h)
}

export function rnnStepBackward(dH: Tensor, x: Tensor, hPrevious: Tensor, parameters: Parameters) {
  const dZ = slope(rows(dH), rows(rnnStep(x, hPrevious, parameters)))
  const found = after(dZ, rows(x), rows(hPrevious), weightsOf(parameters))
  return {
    dX: toTensor(found.dX, x),
    dHPrevious: toTensor(found.dH, x),
    gradients: gradientsOf(found, x),
  }
}

/** steps[t][n][feature] */
function steps({ shape: [N, T, F], data }: Tensor): Matrix[] {
  return Array.from({ length: T }, (_, t) =>
    Array.from({ length: N }, (_, n) => Array.from(data.slice((n * T + t) * F, (n * T + t + 1) * F))),
  )
}

function sequence(found: Matrix[], like: Tensor): Tensor {
  const [T, N, F] = [found.length, found[0].length, found[0][0].length]
  const samples = Array.from({ length: N }, (_, n) => found.map((step) => step[n]))
  return tensor(samples.flat(2), [N, T, F], like.dtype)
}

function states(x: Tensor, h0: Tensor, weights: Weights): Matrix[] {
  const found = [rows(h0)]
  for (const step of steps(x)) found.push(combine(Math.tanh, before(step, found[found.length - 1], weights)))
  return found
}

export function rnn(x: Tensor, h0: Tensor, parameters: Parameters): Tensor {
  return sequence(states(x, h0, weightsOf(parameters)).slice(1), x)
}

export function rnnBackward(dH: Tensor, x: Tensor, h0: Tensor, parameters: Parameters) {
  const weights = weightsOf(parameters)
  const h = states(x, h0, weights)
  const inputs = steps(x)
  const own = steps(dH)
  const dX: Matrix[] = []
  let arriving: Matrix | null = null
  let total: Weights | null = null
  for (let t = inputs.length - 1; t >= 0; t--) {
    const dState: Matrix = arriving ? plus(arriving, own[t]) : own[t]
    const found = after(slope(dState, h[t + 1]), inputs[t], h[t], weights)
    dX.unshift(found.dX)
    arriving = found.dH
    total = total
      ? { wx: plus(total.wx, found.wx), wh: plus(total.wh, found.wh), b: total.b.map((value, k) => value + found.b[k]) }
      : found
  }
  if (!arriving || !total) throw new Error('there is no step')
  return { dX: sequence(dX, x), dH0: toTensor(arriving, x), gradients: gradientsOf(total, x) }
}

function cut(z: Matrix): [i: Matrix, f: Matrix, g: Matrix, o: Matrix] {
  const H = z[0].length / 4
  const gate = (k: number, f: (z: number) => number) => z.map((row) => row.slice(k * H, (k + 1) * H).map(f))
  return [gate(0, sigmoid), gate(1, sigmoid), gate(2, Math.tanh), gate(3, sigmoid)]
}

const memory = (f: number, cPrevious: number, i: number, g: number): number => f * cPrevious + i * g

export function lstmStep(x: Tensor, previous: State, parameters: Parameters): State {
  const [i, f, g, o] = cut(before(rows(x), rows(previous.h), weightsOf(parameters)))
  const c = combine(memory, f, rows(previous.c), i, g)
  return {
    h: toTensor(
      combine((gate, value) => gate * Math.tanh(value), o, c),
      x,
    ),
    c: toTensor(c, x),
  }
}

export function lstmStepBackward(dState: State, x: Tensor, previous: State, parameters: Parameters) {
  const weights = weightsOf(parameters)
  const h = rows(previous.h)
  const [i, f, g, o] = cut(before(rows(x), h, weights))
  const cPrevious = rows(previous.c)
  const squashed = combine((...all) => Math.tanh(memory(all[0], all[1], all[2], all[3])), f, cPrevious, i, g)
  const [dH, dCNext] = [rows(dState.h), rows(dState.c)]
  const dC = combine((next, d, gate, value) => next + d * gate * (1 - value * value), dCNext, dH, o, squashed)
  const di = combine((d, partner, gate) => d * partner * gate * (1 - gate), dC, g, i)
  const df = combine((d, partner, gate) => d * partner * gate * (1 - gate), dC, cPrevious, f)
  const dg = combine((d, partner, value) => d * partner * (1 - value * value), dC, i, g)
  const dO = combine((d, partner, gate) => d * partner * gate * (1 - gate), dH, squashed, o)
  const dZ = di.map((row, n) => [...row, ...df[n], ...dg[n], ...dO[n]])
  const found = after(dZ, rows(x), h, weights)
  return {
    dX: toTensor(found.dX, x),
    dPrevious: {
      h: toTensor(found.dH, x),
      c: toTensor(
        combine((d, gate) => d * gate, dC, f),
        x,
      ),
    },
    gradients: gradientsOf(found, x),
  }
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const entries = gradients.flatMap(({ data }) => Array.from(data))
  const norm = Math.sqrt(entries.map((entry) => entry * entry).reduce((total, square) => total + square, 0))
  if (norm <= maxNorm) return gradients.map(({ shape, dtype, data }) => tensor(Array.from(data), shape, dtype))
  return gradients.map(({ shape, dtype, data }) =>
    tensor(
      Array.from(data, (entry) => (entry / norm) * maxNorm),
      shape,
      dtype,
    ),
  )
}
