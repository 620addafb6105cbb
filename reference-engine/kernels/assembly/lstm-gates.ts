import { Real } from './shared/real'
import { hyperbolicTangent, logistic } from './shared/exponential'

// A step of the LSTM for `rows` samples. A row of gates holds four blocks of unitBytes, in Keras' order input, forget, cell, output; rows of gates
// lie gateRowBytes apart, rows of h and c and their gradients stateRowBytes.

/** Pre-activations become gates, in place; then c = forget * cPrevious + input * cell and h = output * tanh(c). */
export function lstmGates(
  gates: usize,
  gateRowBytes: usize,
  cPrevious: usize,
  cPreviousRowBytes: usize,
  c: usize,
  h: usize,
  stateRowBytes: usize,
  unitBytes: usize,
  rows: i32,
): void {
  for (let row = 0; row < rows; row++) {
    for (let unit: usize = 0; unit < unitBytes; unit += 16) {
      const at = gates + unit
      const input = logistic(v128.load(at))
      const forget = logistic(v128.load(at + unitBytes))
      const cell = hyperbolicTangent(v128.load(at + 2 * unitBytes))
      const output = logistic(v128.load(at + 3 * unitBytes))
      v128.store(at, input)
      v128.store(at + unitBytes, forget)
      v128.store(at + 2 * unitBytes, cell)
      v128.store(at + 3 * unitBytes, output)
      const kept = v128.mul<Real>(forget, v128.load(cPrevious + unit))
      const memory = v128.add<Real>(kept, v128.mul<Real>(input, cell))
      v128.store(c + unit, memory)
      v128.store(h + unit, v128.mul<Real>(output, hyperbolicTangent(memory)))
    }
    gates += gateRowBytes
    cPrevious += cPreviousRowBytes
    c += stateRowBytes
    h += stateRowBytes
  }
}

/**
 * Gates become gradients with respect to the pre-activations, in place.
 *
 * @param dH what comes back to h, from above and from the step after
 * @param dC what comes back to c from the step after; becomes what goes back to the step before
 */
export function lstmGatesGradient(
  gates: usize,
  gateRowBytes: usize,
  cPrevious: usize,
  cPreviousRowBytes: usize,
  c: usize,
  dH: usize,
  stateRowBytes: usize,
  dC: usize,
  unitBytes: usize,
  rows: i32,
): void {
  const one = v128.splat<Real>(1)
  for (let row = 0; row < rows; row++) {
    for (let unit: usize = 0; unit < unitBytes; unit += 16) {
      const at = gates + unit
      const input = v128.load(at)
      const forget = v128.load(at + unitBytes)
      const cell = v128.load(at + 2 * unitBytes)
      const output = v128.load(at + 3 * unitBytes)
      const squashed = hyperbolicTangent(v128.load(c + unit))
      const fromH = v128.load(dH + unit)
      const throughH = v128.mul<Real>(fromH, output)
      const slope = v128.sub<Real>(one, v128.mul<Real>(squashed, squashed))
      const dMemory = v128.add<Real>(v128.load(dC + unit), v128.mul<Real>(throughH, slope))
      v128.store(dC + unit, v128.mul<Real>(dMemory, forget))
      v128.store(at, v128.mul<Real>(v128.mul<Real>(dMemory, cell), logisticSlope(input)))
      const dForget = v128.mul<Real>(dMemory, v128.load(cPrevious + unit))
      v128.store(at + unitBytes, v128.mul<Real>(dForget, logisticSlope(forget)))
      const cellSlope = v128.sub<Real>(one, v128.mul<Real>(cell, cell))
      v128.store(at + 2 * unitBytes, v128.mul<Real>(v128.mul<Real>(dMemory, input), cellSlope))
      v128.store(at + 3 * unitBytes, v128.mul<Real>(v128.mul<Real>(fromH, squashed), logisticSlope(output)))
    }
    gates += gateRowBytes
    cPrevious += cPreviousRowBytes
    c += stateRowBytes
    dH += stateRowBytes
    dC += unitBytes
  }
}

function logisticSlope(y: v128): v128 {
  return v128.mul<Real>(y, v128.sub<Real>(v128.splat<Real>(1), y))
}
