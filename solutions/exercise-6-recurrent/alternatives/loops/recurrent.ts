// Plain loops over the entries, with nothing of the kit but `zeros`.
import { zeros, type Tensor } from 'grade-descent/student'

interface Parameters {
  inputWeights: Tensor
  recurrentWeights: Tensor
  bias: Tensor
}
interface State {
  h: Tensor
  c: Tensor
}

const logistic = (z: number): number => 1 / (1 + Math.exp(-z))

/** Row n of x Wx + h Wh + b, for x of any place in a longer tensor. */
function preActivation(x: Tensor, xStart: number, h: Tensor, hStart: number, parameters: Parameters, column: number) {
  const { inputWeights, recurrentWeights, bias } = parameters
  const [I, columns] = inputWeights.shape
  const H = recurrentWeights.shape[0]
  let z = bias.data[column]
  for (let i = 0; i < I; i++) z += x.data[xStart + i] * inputWeights.data[i * columns + column]
  for (let k = 0; k < H; k++) z += h.data[hStart + k] * recurrentWeights.data[k * columns + column]
  return z
}

function emptyGradients({ inputWeights, recurrentWeights, bias }: Parameters): Parameters {
  return {
    inputWeights: zeros(inputWeights.shape, inputWeights.dtype),
    recurrentWeights: zeros(recurrentWeights.shape, recurrentWeights.dtype),
    bias: zeros(bias.shape, bias.dtype),
  }
}

export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: Parameters): Tensor {
  const [N, I] = x.shape
  const H = hPrevious.shape[1]
  const h = zeros([N, H], x.dtype)
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < H; k++) {
      h.data[n * H + k] = Math.tanh(preActivation(x, n * I, hPrevious, n * H, parameters, k))
    }
  }
  return h
}

/** What one dZ hands to all that went into it. */
function spread(
  dZ: number,
  column: number,
  [x, xStart, dX]: [Tensor, number, Tensor],
  [h, hStart, dH]: [Tensor, number, Tensor],
  parameters: Parameters,
  gradients: Parameters,
): void {
  const { inputWeights, recurrentWeights } = parameters
  const [I, columns] = inputWeights.shape
  const H = recurrentWeights.shape[0]
  gradients.bias.data[column] += dZ
  for (let i = 0; i < I; i++) {
    gradients.inputWeights.data[i * columns + column] += x.data[xStart + i] * dZ
    dX.data[xStart + i] += inputWeights.data[i * columns + column] * dZ
  }
  for (let k = 0; k < H; k++) {
    gradients.recurrentWeights.data[k * columns + column] += h.data[hStart + k] * dZ
    dH.data[hStart + k] += recurrentWeights.data[k * columns + column] * dZ
  }
}

export function rnnStepBackward(dH: Tensor, x: Tensor, hPrevious: Tensor, parameters: Parameters) {
  const h = rnnStep(x, hPrevious, parameters)
  const [N, I] = x.shape
  const H = hPrevious.shape[1]
  const dX = zeros([N, I], x.dtype)
  const dHPrevious = zeros([N, H], x.dtype)
  const gradients = emptyGradients(parameters)
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < H; k++) {
      const dZ = dH.data[n * H + k] * (1 - h.data[n * H + k] ** 2)
      spread(dZ, k, [x, n * I, dX], [hPrevious, n * H, dHPrevious], parameters, gradients)
    }
  }
  return { dX, dHPrevious, gradients }
}

export function rnn(x: Tensor, h0: Tensor, parameters: Parameters): Tensor {
  const [N, T, I] = x.shape
  const H = h0.shape[1]
  const states = zeros([N, T, H], x.dtype)
  for (let n = 0; n < N; n++) {
    for (let t = 0; t < T; t++) {
      const [before, start] = t === 0 ? [h0, n * H] : [states, (n * T + t - 1) * H]
      for (let k = 0; k < H; k++) {
        const z = preActivation(x, (n * T + t) * I, before, start, parameters, k)
        states.data[(n * T + t) * H + k] = Math.tanh(z)
      }
    }
  }
  return states
}

export function rnnBackward(dH: Tensor, x: Tensor, h0: Tensor, parameters: Parameters) {
  const [N, T, I] = x.shape
  const H = h0.shape[1]
  const states = rnn(x, h0, parameters)
  const dX = zeros(x.shape, x.dtype)
  const dH0 = zeros(h0.shape, h0.dtype)
  const dStates = zeros(dH.shape, dH.dtype)
  dStates.data.set(dH.data)
  const gradients = emptyGradients(parameters)
  for (let n = 0; n < N; n++) {
    for (let t = T - 1; t >= 0; t--) {
      const place = n * T + t
      for (let k = 0; k < H; k++) {
        const dZ = dStates.data[place * H + k] * (1 - states.data[place * H + k] ** 2)
        const before: [Tensor, number, Tensor] = t === 0 ? [h0, n * H, dH0] : [states, (place - 1) * H, dStates]
        spread(dZ, k, [x, place * I, dX], before, parameters, gradients)
      }
    }
  }
  return { dX, dH0, gradients }
}

export function lstmStep(x: Tensor, previous: State, parameters: Parameters): State {
  const [N, I] = x.shape
  const H = previous.h.shape[1]
  const h = zeros([N, H], x.dtype)
  const c = zeros([N, H], x.dtype)
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < H; k++) {
      const z = [0, 1, 2, 3].map((gate) => preActivation(x, n * I, previous.h, n * H, parameters, gate * H + k))
      const memory = logistic(z[1]) * previous.c.data[n * H + k] + logistic(z[0]) * Math.tanh(z[2])
      c.data[n * H + k] = memory
      h.data[n * H + k] = logistic(z[3]) * Math.tanh(memory)
    }
  }
  return { h, c }
}

export function lstmStepBackward(dState: State, x: Tensor, previous: State, parameters: Parameters) {
  const [N, I] = x.shape
  const H = previous.h.shape[1]
  const dX = zeros([N, I], x.dtype)
  const dPrevious = { h: zeros([N, H], x.dtype), c: zeros([N, H], x.dtype) }
  const gradients = emptyGradients(parameters)
  for (let n = 0; n < N; n++) {
    for (let k = 0; k < H; k++) {
      const place = n * H + k
      const z = [0, 1, 2, 3].map((gate) => preActivation(x, n * I, previous.h, n * H, parameters, gate * H + k))
      const [i, f, g, o] = [logistic(z[0]), logistic(z[1]), Math.tanh(z[2]), logistic(z[3])]
      const squashed = Math.tanh(f * previous.c.data[place] + i * g)
      const dC = dState.c.data[place] + dState.h.data[place] * o * (1 - squashed * squashed)
      const dZ = [
        dC * g * i * (1 - i),
        dC * previous.c.data[place] * f * (1 - f),
        dC * i * (1 - g * g),
        dState.h.data[place] * squashed * o * (1 - o),
      ]
      dPrevious.c.data[place] = dC * f
      dZ.forEach((delta, gate) => {
        spread(delta, gate * H + k, [x, n * I, dX], [previous.h, n * H, dPrevious.h], parameters, gradients)
      })
    }
  }
  return { dX, dPrevious, gradients }
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  let squares = 0
  for (const { data } of gradients) for (const entry of data) squares += entry ** 2
  const norm = Math.sqrt(squares)
  const factor = norm > maxNorm ? maxNorm / norm : 1
  return gradients.map(({ shape, dtype, data }) => ({ shape, dtype, data: data.map((entry) => entry * factor) }))
}
