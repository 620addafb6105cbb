import type { Tensor } from 'grade-descent/student'
import { alongRows, elementwise } from './elementwise.ts'

// One table row a function: its value, and its derivative in terms of the value. Exports are constants, not declarations.

const logistic = elementwise(
  (x) => 1 / (1 + Math.exp(-x)),
  (_, a) => a * (1 - a),
)
const rectifier = elementwise(
  (x) => (x > 0 ? x : 0),
  (x) => (x > 0 ? 1 : 0),
)
const hyperbolic = elementwise(Math.tanh, (_, t) => 1 - t * t)

export const sigmoid = logistic.forward
export const sigmoidBackward = logistic.backward
export const relu = rectifier.forward
export const reluBackward = rectifier.backward
export const tanh = hyperbolic.forward
export const tanhBackward = hyperbolic.backward

export const softmax = (x: Tensor): Tensor => alongRows([x], ([row]) => normalized(row))

export const softmaxBackward = (dOut: Tensor, x: Tensor): Tensor =>
  alongRows([dOut, x], ([upstream, row]) => {
    const s = normalized(row)
    const common = s.reduce((sum, value, i) => sum + value * upstream[i], 0)
    return s.map((value, i) => value * (upstream[i] - common))
  })

function normalized(row: readonly number[]): number[] {
  const largest = row.reduce((a, b) => Math.max(a, b))
  const powers = row.map((value) => Math.exp(value - largest))
  const total = powers.reduce((a, b) => a + b)
  return powers.map((value) => value / total)
}
