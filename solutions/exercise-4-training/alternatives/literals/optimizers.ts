// Tensors as literals with views on one buffer; everything in one pass of plain numbers.
import type { DType, Tensor, TensorData } from 'grade-descent/student'

function literal(shape: readonly number[], dtype: DType, values: readonly number[]): Tensor {
  const Kind = dtype === 'float64' ? Float64Array : Float32Array
  // A view that begins one number into its buffer.
  const data = new Kind(values.length + 1).subarray(1)
  data.set(values)
  return { shape, dtype, data: data as unknown as TensorData }
}

export function momentum(
  { shape, dtype, data }: Tensor,
  gradient: Tensor,
  state: { velocity: Tensor },
  options: { learningRate: number; momentum: number },
): { parameter: Tensor; state: { velocity: Tensor }; calls: string } {
  const velocity = [...state.velocity.data].map(
    (v, i) => v * options.momentum - gradient.data[i] * options.learningRate,
  )
  return {
    parameter: literal(
      shape,
      dtype,
      velocity.map((v, i) => data[i] + v),
    ),
    state: { velocity: literal(shape, dtype, velocity) },
    calls: 'a field of my own',
  }
}

export function rmsProp(
  { shape, dtype, data }: Tensor,
  gradient: Tensor,
  { meanSquare }: { meanSquare: Tensor },
  { learningRate, decay, epsilon }: { learningRate: number; decay: number; epsilon: number },
): { parameter: Tensor; state: { meanSquare: Tensor } } {
  const g = [...gradient.data]
  const mean = g.map((value, i) => decay * meanSquare.data[i] + (1 - decay) * value * value)
  const moved = g.map((value, i) => data[i] - (learningRate * value) / (Math.sqrt(mean[i]) + epsilon))
  return { parameter: literal(shape, dtype, moved), state: { meanSquare: literal(shape, dtype, mean) } }
}

export function adam(
  { shape, dtype, data }: Tensor,
  gradient: Tensor,
  state: { m: Tensor; v: Tensor; step: number },
  o: { learningRate: number; beta1: number; beta2: number; epsilon: number },
): { parameter: Tensor; state: { m: Tensor; v: Tensor; step: number; hat: number[] } } {
  const t = state.step + 1
  const g = [...gradient.data]
  const m = g.map((value, i) => o.beta1 * state.m.data[i] + value - o.beta1 * value)
  const v = g.map((value, i) => o.beta2 * state.v.data[i] + value * value - o.beta2 * value * value)
  const hat = m.map((value) => value / (1 - o.beta1 ** t))
  const moved = hat.map(
    (value, i) => data[i] - (o.learningRate * value) / (Math.sqrt(v[i] / (1 - o.beta2 ** t)) + o.epsilon),
  )
  return {
    parameter: literal(shape, dtype, moved),
    state: { m: literal(shape, dtype, m), v: literal(shape, dtype, v), step: t, hat },
  }
}

export function exponentialDecay(
  initialRate: number,
  step: number,
  { decayRate, decaySteps }: { decayRate: number; decaySteps: number },
): number {
  return Math.pow(decayRate, step / decaySteps) * initialRate
}

export function stepDecay(
  initialRate: number,
  step: number,
  { dropRate, dropEvery }: { dropRate: number; dropEvery: number },
): number {
  return Math.pow(dropRate, (step / dropEvery) | 0) * initialRate
}
