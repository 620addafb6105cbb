// The same functions in other words: tanh by way of the sigmoid and the sigmoid by way of Math.tanh, slopes as products
// (1 - h)(1 + h), the norm divided by maxNorm first. Gates are kept in a cache that the forward step gives away.
import { add, div, matMul, mul, neg, reshape, slice, sub, sum, transpose, type Tensor } from 'grade-descent/student'

interface Parameters {
  inputWeights: Tensor
  recurrentWeights: Tensor
  bias: Tensor
}

const each = (t: Tensor, f: (value: number) => number): Tensor => ({ ...t, data: t.data.map((value) => f(value)) })
const tanh = (t: Tensor): Tensor => each(t, (z) => 2 / (1 + Math.exp(-2 * z)) - 1)
const sigmoid = (t: Tensor): Tensor => each(t, (z) => 0.5 * (1 + Math.tanh(z / 2)))
const tanhSlope = (h: Tensor): Tensor => mul(sub(1, h), add(1, h))
const sigmoidSlope = (s: Tensor): Tensor => neg(mul(s, sub(s, 1)))

function sumOfProducts(x: Tensor, h: Tensor, { inputWeights, recurrentWeights, bias }: Parameters): Tensor {
  const rows = reshape(bias, [1, bias.shape[0]])
  return add(rows, add(matMul(h, recurrentWeights), matMul(x, inputWeights)))
}

/** Of the transposes: (dZ W^T) = (W dZ^T)^T. */
function backwards(dZ: Tensor, x: Tensor, h: Tensor, { inputWeights, recurrentWeights }: Parameters) {
  const turned = transpose(dZ)
  return {
    dX: transpose(matMul(inputWeights, turned)),
    dH: transpose(matMul(recurrentWeights, turned)),
    gradients: {
      inputWeights: transpose(matMul(turned, x)),
      recurrentWeights: transpose(matMul(turned, h)),
      bias: sum(turned, 1),
    },
  }
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: Parameters): Tensor {
  return tanh(sumOfProducts(x, hPrevious, parameters))
}

export function rnnStepBackward(dH: Tensor, x: Tensor, hPrevious: Tensor, parameters: Parameters) {
  const h = rnnStep(x, hPrevious, parameters)
  const { dX, dH: dHPrevious, gradients } = backwards(mul(tanhSlope(h), dH), x, hPrevious, parameters)
  return { gradients, dX, dHPrevious, h }
}

function at(sequence: Tensor, t: number): Tensor {
  const [N, T, F] = sequence.shape
  return slice(reshape(sequence, [N, T * F]), [0, t * F], [N, F])
}

function within(steps: Tensor[], { shape, dtype }: { shape: readonly number[]; dtype: Tensor['dtype'] }): Tensor {
  const [N, T, F] = shape
  const values = new Float64Array(N * T * F)
  for (let n = 0; n < N; n++)
    for (let t = 0; t < T; t++) for (let f = 0; f < F; f++) values[(n * T + t) * F + f] = steps[t].data[n * F + f]
  return { shape, dtype, data: dtype === 'float64' ? values : Float32Array.from(values) }
}

export function rnn(x: Tensor, h0: Tensor, parameters: Parameters): Tensor {
  const states: Tensor[] = []
  for (let t = 0, h = h0; t < x.shape[1]; t++) states.push((h = rnnStep(at(x, t), h, parameters)))
  return within(states, { shape: [x.shape[0], x.shape[1], h0.shape[1]], dtype: x.dtype })
}

export function rnnBackward(dH: Tensor, x: Tensor, h0: Tensor, parameters: Parameters) {
  const states = rnn(x, h0, parameters)
  const T = x.shape[1]
  const dX = new Array<Tensor>(T)
  let t = T - 1
  let last = rnnStepBackward(at(dH, t), at(x, t), t === 0 ? h0 : at(states, t - 1), parameters)
  let total = last.gradients
  dX[t] = last.dX
  while (t-- > 0) {
    const arriving = add(last.dHPrevious, at(dH, t))
    last = rnnStepBackward(arriving, at(x, t), t === 0 ? h0 : at(states, t - 1), parameters)
    dX[t] = last.dX
    total = {
      inputWeights: add(total.inputWeights, last.gradients.inputWeights),
      recurrentWeights: add(total.recurrentWeights, last.gradients.recurrentWeights),
      bias: add(total.bias, last.gradients.bias),
    }
  }
  return { dX: within(dX, x), dH0: last.dHPrevious, gradients: total, states }
}

type State = { h: Tensor; c: Tensor }
type Cache = State & { i: Tensor; f: Tensor; g: Tensor; o: Tensor; squashed: Tensor }

export function lstmStep(x: Tensor, { h, c }: State, parameters: Parameters): Cache {
  const z = sumOfProducts(x, h, parameters)
  const [N, H] = h.shape
  const gates = reshape(z, [N, 4, H])
  const block = (k: number): Tensor => reshape(slice(gates, [0, k, 0], [N, 1, H]), [N, H])
  const [i, f, g, o] = [sigmoid(block(0)), sigmoid(block(1)), tanh(block(2)), sigmoid(block(3))]
  const memory = add(mul(i, g), mul(f, c))
  const squashed = tanh(memory)
  return { h: mul(squashed, o), c: memory, i, f, g, o, squashed }
}

export function lstmStepBackward(dState: State, x: Tensor, previous: State, parameters: Parameters) {
  const { i, f, g, o, squashed } = lstmStep(x, previous, parameters)
  const [N, H] = previous.h.shape
  const dC = add(dState.c, mul(dState.h, mul(o, tanhSlope(squashed))))
  const dZ = { ...dC, shape: [N, 4 * H], data: new Float64Array(N * 4 * H) as Tensor['data'] }
  if (dC.dtype === 'float32') dZ.data = new Float32Array(N * 4 * H)
  const blocks = [
    mul(mul(dC, g), sigmoidSlope(i)),
    mul(mul(dC, previous.c), sigmoidSlope(f)),
    mul(mul(dC, i), tanhSlope(g)),
    mul(mul(dState.h, squashed), sigmoidSlope(o)),
  ]
  for (const [k, { data }] of blocks.entries())
    data.forEach((value, at) => (dZ.data[Math.floor(at / H) * 4 * H + k * H + (at % H)] = value))
  const { dX, dH, gradients } = backwards(dZ, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(f, dC) }, gradients }
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const excess = Math.sqrt(gradients.flatMap(({ data }) => [...data]).reduce((all, g) => all + (g / maxNorm) ** 2, 0))
  return gradients.map((gradient) => (excess > 1 ? div(gradient, excess) : gradient))
}
