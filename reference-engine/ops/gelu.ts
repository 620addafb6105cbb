import { expectBoolean } from '../expect-argument.ts'
import { expectShape, expectTensor } from '../expect-shape.ts'
import { mul } from '../primitives/binary.ts'
import { erfc } from '../primitives/erfc.ts'
import { floatingType } from '../primitives/result-type.ts'
import { mapEntries } from '../primitives/unary.ts'
import type { Tensor } from '../tensor.ts'

/** `approximate`: by tanh instead of the normal distribution itself. */
export type GeluOptions = { approximate?: boolean }

/**
 * The Gaussian error linear unit x P(x), entry by entry, P the distribution function of the standard normal distribution
 * (Hendrycks and Gimpel, 2016). `approximate` takes (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2 for P; exact unless told,
 * as in Keras.
 *
 * @param x any shape
 * @throws ArgumentError unless `approximate`, where given, is true or false
 */
export function gelu(x: Tensor, { approximate = false }: GeluOptions = {}): Tensor {
  expectFit('gelu', x, approximate)
  return mapEntries(x, approximate ? geluByTanh : exactGelu, floatingType(x.dtype))
}

/**
 * gelu'(x) = P(x) + x P'(x).
 *
 * @param dOut gradient of the loss with respect to gelu(x), of the shape of x
 * @throws ShapeError when dOut has another shape
 * @throws ArgumentError unless `approximate`, where given, is true or false
 */
export function geluBackward(dOut: Tensor, x: Tensor, { approximate = false }: GeluOptions = {}): Tensor {
  expectFit('geluBackward', x, approximate)
  expectShape('geluBackward', 'dOut', dOut, x.shape)
  return mul(dOut, mapEntries(x, approximate ? slopeByTanh : exactSlope, floatingType(x.dtype)))
}

function expectFit(functionName: string, x: Tensor, approximate: boolean): void {
  expectTensor(functionName, 'x', x)
  expectBoolean(functionName, 'approximate', approximate)
}

function exactGelu(x: number): number {
  return x === -Infinity ? 0 : x * distribution(x)
}

function exactSlope(x: number): number {
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
  return distribution(x) + (density === 0 ? 0 : x * density)
}

function distribution(x: number): number {
  return erfc(-x / Math.SQRT2) / 2
}

const rootTwoOverPi = Math.sqrt(2 / Math.PI)
const cubic = 0.044715

function geluByTanh(x: number): number {
  return x === -Infinity ? 0 : x * distributionByTanh(x)
}

/** P = (1 + tanh u) / 2 has P' = 2 P (1 - P) u'. */
function slopeByTanh(x: number): number {
  const p = distributionByTanh(x)
  const rest = distributionByTanh(-x)
  const bend = p * rest
  return p + (bend === 0 ? 0 : 2 * x * bend * rootTwoOverPi * (1 + 3 * cubic * x * x))
}

/** (1 + tanh u) / 2 = 1 / (1 + e^-2u), which keeps its digits where u is far below 0. */
function distributionByTanh(x: number): number {
  return 1 / (1 + Math.exp(-2 * rootTwoOverPi * (x + cubic * x * x * x)))
}
