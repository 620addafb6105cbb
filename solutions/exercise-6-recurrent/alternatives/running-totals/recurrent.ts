// An object that runs a step and remembers it: gates and states are kept in a cache, gradients added up in place, in tensors
// that belong to the call alone.
import { tensor, type Tensor, type TensorData } from 'grade-descent/student'

interface RecurrentParameters {
  inputWeights: Tensor
  recurrentWeights: Tensor
  bias: Tensor
}
interface LstmState {
  h: Tensor
  c: Tensor
}

const like = (t: Tensor, shape: readonly number[]): Tensor =>
  tensor(new Array<number>(shape.reduce((count, extent) => count * extent, 1)).fill(0), shape, t.dtype)

/** C += A B, with A or B read across where told. */
function addProduct(
  c: TensorData,
  a: TensorData,
  b: TensorData,
  rows: number,
  inner: number,
  columns: number,
  how = '',
) {
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < inner; k++) {
      const left = how === 'A transposed' ? a[k * rows + row] : a[row * inner + k]
      if (left === 0) continue
      for (let column = 0; column < columns; column++) {
        c[row * columns + column] += left * (how === 'B transposed' ? b[column * inner + k] : b[k * columns + column])
      }
    }
  }
}

class Layer {
  readonly gradients: RecurrentParameters

  constructor(readonly parameters: RecurrentParameters) {
    const { inputWeights, recurrentWeights, bias } = parameters
    this.gradients = {
      inputWeights: like(inputWeights, inputWeights.shape),
      recurrentWeights: like(recurrentWeights, recurrentWeights.shape),
      bias: like(bias, bias.shape),
    }
  }

  forward(x: Tensor, h: Tensor): Tensor {
    const { inputWeights, recurrentWeights, bias } = this.parameters
    const [N, I] = x.shape
    const [H, columns] = recurrentWeights.shape
    // Sums in double precision, rounded once at the end.
    const sums = new Float64Array(N * columns)
    for (let n = 0; n < N; n++) sums.set(bias.data, n * columns)
    addProduct(sums, x.data, inputWeights.data, N, I, columns)
    addProduct(sums, h.data, recurrentWeights.data, N, H, columns)
    return tensor(Array.from(sums), [N, columns], x.dtype)
  }

  backward(dZ: Tensor, x: Tensor, h: Tensor): { dX: Tensor; dH: Tensor } {
    const { inputWeights, recurrentWeights } = this.parameters
    const [N, I] = x.shape
    const [H, columns] = recurrentWeights.shape
    const [dX, dH] = [like(x, [N, I]), like(x, [N, H])]
    addProduct(dX.data, dZ.data, inputWeights.data, N, columns, I, 'B transposed')
    addProduct(dH.data, dZ.data, recurrentWeights.data, N, columns, H, 'B transposed')
    addProduct(this.gradients.inputWeights.data, x.data, dZ.data, I, N, columns, 'A transposed')
    addProduct(this.gradients.recurrentWeights.data, h.data, dZ.data, H, N, columns, 'A transposed')
    for (let n = 0; n < N; n++) {
      for (let column = 0; column < columns; column++) {
        this.gradients.bias.data[column] += dZ.data[n * columns + column]
      }
    }
    return { dX, dH }
  }
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  const z = new Layer(parameters).forward(x, hPrevious)
  z.data.forEach((value, at) => (z.data[at] = Math.tanh(value)))
  return z
}

function backThroughTanh(dH: Tensor, h: Tensor): Tensor {
  return { ...dH, data: dH.data.map((value, at) => value * (1 - h.data[at] * h.data[at])) }
}

export function rnnStepBackward(dH: Tensor, x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters) {
  const layer = new Layer(parameters)
  const h = rnnStep(x, hPrevious, parameters)
  const back = layer.backward(backThroughTanh(dH, h), x, hPrevious)
  return { dX: back.dX, dHPrevious: back.dH, gradients: layer.gradients }
}

function read(sequence: Tensor, t: number): Tensor {
  const [N, T, F] = sequence.shape
  const step = like(sequence, [N, F])
  for (let n = 0; n < N; n++) {
    for (let f = 0; f < F; f++) step.data[n * F + f] = sequence.data[n * T * F + t * F + f]
  }
  return step
}

function write(sequence: Tensor, t: number, step: Tensor): void {
  const [N, T, F] = sequence.shape
  for (let n = 0; n < N; n++) {
    for (let f = 0; f < F; f++) sequence.data[n * T * F + t * F + f] = step.data[n * F + f]
  }
}

export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  const [N, T] = x.shape
  const states = like(x, [N, T, h0.shape[1]])
  let h = h0
  for (let t = 0; t < T; t++) {
    h = rnnStep(read(x, t), h, parameters)
    write(states, t, h)
  }
  return states
}

export function rnnBackward(dH: Tensor, x: Tensor, h0: Tensor, parameters: RecurrentParameters) {
  const layer = new Layer(parameters)
  const states = rnn(x, h0, parameters)
  const dX = like(x, x.shape)
  let carried = like(h0, h0.shape)
  for (let t = x.shape[1] - 1; t >= 0; t--) {
    const arriving = read(dH, t)
    carried.data.forEach((value, at) => (arriving.data[at] += value))
    const dZ = backThroughTanh(arriving, read(states, t))
    const back = layer.backward(dZ, read(x, t), t === 0 ? h0 : read(states, t - 1))
    write(dX, t, back.dX)
    carried = back.dH
  }
  return { dX, dH0: carried, gradients: layer.gradients }
}

const logistic = (z: number): number => 1 / (1 + Math.exp(-z))

export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  return runLstm(x, previous, parameters).state
}

/** The state, and the activations in the places of their columns. */
function runLstm(x: Tensor, previous: LstmState, parameters: RecurrentParameters) {
  const activations = new Layer(parameters).forward(x, previous.h)
  const [N, H] = previous.h.shape
  const state = { h: like(x, [N, H]), c: like(x, [N, H]) }
  const gates = activations.data
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < H; k++) {
      const [i, f, g, o] = [0, H, 2 * H, 3 * H].map((offset) => n * 4 * H + offset + k)
      for (const place of [i, f, o]) gates[place] = logistic(gates[place])
      gates[g] = Math.tanh(gates[g])
      state.c.data[n * H + k] = gates[f] * previous.c.data[n * H + k] + gates[i] * gates[g]
      state.h.data[n * H + k] = gates[o] * Math.tanh(state.c.data[n * H + k])
    }
  }
  return { state, activations }
}

export function lstmStepBackward(dState: LstmState, x: Tensor, previous: LstmState, parameters: RecurrentParameters) {
  const layer = new Layer(parameters)
  const { state, activations } = runLstm(x, previous, parameters)
  const [N, H] = previous.h.shape
  const dZ = like(activations, activations.shape)
  const dC = like(previous.c, previous.c.shape)
  const a = activations.data
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < H; k++) {
      const own = n * H + k
      const [i, f, g, o] = [0, H, 2 * H, 3 * H].map((offset) => n * 4 * H + offset + k)
      const squashed = Math.tanh(state.c.data[own])
      const memory = dState.c.data[own] + dState.h.data[own] * a[o] * (1 - squashed ** 2)
      dZ.data[o] = dState.h.data[own] * squashed * a[o] * (1 - a[o])
      dZ.data[f] = memory * previous.c.data[own] * a[f] * (1 - a[f])
      dZ.data[i] = memory * a[g] * a[i] * (1 - a[i])
      dZ.data[g] = memory * a[i] * (1 - a[g] ** 2)
      dC.data[own] = memory * a[f]
    }
  }
  const { dX, dH } = layer.backward(dZ, x, previous.h)
  return { dX, dPrevious: { h: dH, c: dC }, gradients: layer.gradients }
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  let squares = 0
  gradients.forEach(({ data }) => data.forEach((entry) => (squares += entry * entry)))
  if (squares <= maxNorm * maxNorm) return gradients as Tensor[]
  const factor = maxNorm / Math.sqrt(squares)
  return gradients.map((gradient) => {
    const { shape, dtype, data } = gradient
    return { shape: [...shape], dtype, data: data.map((entry) => entry * factor) }
  })
}
