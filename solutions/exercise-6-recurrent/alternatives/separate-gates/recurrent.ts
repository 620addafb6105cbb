// Each gate has weights of its own, cut out of the wide ones: four small layers in place of one wide one, also on the way back.
import {
  add,
  concat,
  dense,
  denseBackward,
  matMul,
  mul,
  reshape,
  sigmoid,
  slice,
  sub,
  sum,
  tanh,
  transpose,
  zeros,
  type Tensor,
} from 'grade-descent/student'

interface RecurrentParameters {
  inputWeights: Tensor
  recurrentWeights: Tensor
  bias: Tensor
}
interface LstmState {
  h: Tensor
  c: Tensor
}

export function rnnStep(x: Tensor, hPrevious: Tensor, p: RecurrentParameters): Tensor {
  return tanh(add(dense(x, { weights: p.inputWeights, bias: p.bias }), matMul(hPrevious, p.recurrentWeights)))
}

export function rnnStepBackward(dH: Tensor, x: Tensor, hPrevious: Tensor, p: RecurrentParameters) {
  const h = rnnStep(x, hPrevious, p)
  return affineBackward(mul(dH, sub(1, mul(h, h))), x, hPrevious, p)
}

function affineBackward(dZ: Tensor, x: Tensor, h: Tensor, p: RecurrentParameters) {
  const fromInput = denseBackward(dZ, x, { weights: p.inputWeights, bias: p.bias })
  return {
    dX: fromInput.dX,
    dHPrevious: matMul(dZ, transpose(p.recurrentWeights)),
    gradients: {
      inputWeights: fromInput.gradients.weights,
      recurrentWeights: matMul(transpose(h), dZ),
      bias: fromInput.gradients.bias,
    },
  }
}

const step = (sequence: Tensor, t: number) =>
  reshape(slice(sequence, [0, t, 0], [sequence.shape[0], 1, sequence.shape[2]]), [sequence.shape[0], sequence.shape[2]])

export function rnn(x: Tensor, h0: Tensor, p: RecurrentParameters): Tensor {
  const [N, T] = x.shape
  const H = h0.shape[1]
  const found: Tensor[] = []
  let h = h0
  for (let t = 0; t < T; t++) {
    h = rnnStep(step(x, t), h, p)
    found.push(reshape(h, [N, 1, H]))
  }
  return concat(found, 1)
}

export function rnnBackward(dH: Tensor, x: Tensor, h0: Tensor, p: RecurrentParameters) {
  const [N, T, I] = x.shape
  const states = rnn(x, h0, p)
  const perStep: ReturnType<typeof rnnStepBackward>[] = []
  let dNext = zeros(h0.shape, h0.dtype)
  for (let t = T - 1; t >= 0; t--) {
    const before = t > 0 ? step(states, t - 1) : h0
    const back = rnnStepBackward(add(step(dH, t), dNext), step(x, t), before, p)
    dNext = back.dHPrevious
    perStep.unshift(back)
  }
  const total = (pick: (gradients: RecurrentParameters) => Tensor) =>
    perStep.map(({ gradients }) => pick(gradients)).reduce((left, right) => add(left, right))
  return {
    dX: concat(
      perStep.map(({ dX }) => reshape(dX, [N, 1, I])),
      1,
    ),
    dH0: dNext,
    gradients: {
      inputWeights: total((g) => g.inputWeights),
      recurrentWeights: total((g) => g.recurrentWeights),
      bias: total((g) => g.bias),
    },
  }
}

/** The small layer of one gate. */
function layerOf(p: RecurrentParameters, gate: number): RecurrentParameters {
  const [H, columns] = p.recurrentWeights.shape
  const I = p.inputWeights.shape[0]
  const first = (gate * columns) / 4
  return {
    inputWeights: slice(p.inputWeights, [0, first], [I, H]),
    recurrentWeights: slice(p.recurrentWeights, [0, first], [H, H]),
    bias: slice(p.bias, [first], [H]),
  }
}

function gate(x: Tensor, h: Tensor, p: RecurrentParameters, which: number): Tensor {
  const own = layerOf(p, which)
  return add(add(matMul(x, own.inputWeights), matMul(h, own.recurrentWeights)), own.bias)
}

function run(x: Tensor, { h, c }: LstmState, p: RecurrentParameters) {
  const i = sigmoid(gate(x, h, p, 0))
  const f = sigmoid(gate(x, h, p, 1))
  const g = tanh(gate(x, h, p, 2))
  const o = sigmoid(gate(x, h, p, 3))
  const memory = add(mul(f, c), mul(i, g))
  return { i, f, g, o, memory }
}

export function lstmStep(x: Tensor, previous: LstmState, p: RecurrentParameters): LstmState {
  const { o, memory } = run(x, previous, p)
  return { c: memory, h: mul(o, tanh(memory)) }
}

export function lstmStepBackward(dState: LstmState, x: Tensor, previous: LstmState, p: RecurrentParameters) {
  const { i, f, g, o, memory } = run(x, previous, p)
  const squashed = tanh(memory)
  const dMemory = add(mul(mul(dState.h, o), sub(1, mul(squashed, squashed))), dState.c)
  const slope = (s: Tensor) => mul(s, sub(1, s))
  const dGates = [
    mul(mul(dMemory, g), slope(i)),
    mul(mul(dMemory, previous.c), slope(f)),
    mul(mul(dMemory, i), sub(1, mul(g, g))),
    mul(mul(dState.h, squashed), slope(o)),
  ]
  const layers = dGates.map((dZ, which) => affineBackward(dZ, x, previous.h, layerOf(p, which)))
  return {
    dX: layers.map(({ dX }) => dX).reduce((left, right) => add(left, right)),
    dPrevious: {
      h: layers.map(({ dHPrevious }) => dHPrevious).reduce((left, right) => add(left, right)),
      c: mul(dMemory, f),
    },
    gradients: {
      inputWeights: concat(
        layers.map(({ gradients }) => gradients.inputWeights),
        1,
      ),
      recurrentWeights: concat(
        layers.map(({ gradients }) => gradients.recurrentWeights),
        1,
      ),
      bias: concat(
        layers.map(({ gradients }) => gradients.bias),
        0,
      ),
    },
  }
}

export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  const norm = Math.sqrt(gradients.map((g) => sum(mul(g, g)).data[0]).reduce((left, right) => left + right, 0))
  if (norm <= maxNorm) return gradients.slice()
  return gradients.map((g) => mul(g, maxNorm / (norm + 1e-6)))
}
