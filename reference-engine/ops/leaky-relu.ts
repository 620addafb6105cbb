import { expectNumber } from '../expect-argument.ts'
import { expectShape, expectTensor } from '../expect-shape.ts'
import { greater, mul, where } from '../primitives/binary.ts'
import type { Tensor } from '../tensor.ts'

/** `slope`: what x is multiplied by below 0. */
export type LeakyReluOptions = { slope?: number }

/**
 * x where x > 0, else slope * x, entry by entry (Maas, Hannun and Ng, 2013); a slope of 0.2 unless told, as in tf.leakyRelu.
 *
 * @param x any shape
 * @throws ArgumentError unless the slope is finite
 */
export function leakyRelu(x: Tensor, { slope = 0.2 }: LeakyReluOptions = {}): Tensor {
  expectFit('leakyRelu', x, slope)
  return where(greater(x, 0), x, mul(slope, x))
}

/**
 * leakyRelu'(x) is 1 where x > 0, else the slope; so too at the kink x = 0, where there is no derivative.
 *
 * @param dOut gradient of the loss with respect to leakyRelu(x), of the shape of x
 * @throws ShapeError when dOut has another shape
 * @throws ArgumentError unless the slope is finite
 */
export function leakyReluBackward(dOut: Tensor, x: Tensor, { slope = 0.2 }: LeakyReluOptions = {}): Tensor {
  expectFit('leakyReluBackward', x, slope)
  expectShape('leakyReluBackward', 'dOut', dOut, x.shape)
  return where(greater(x, 0), dOut, mul(slope, dOut))
}

function expectFit(functionName: string, x: Tensor, slope: number): void {
  expectTensor(functionName, 'x', x)
  expectNumber(functionName, 'slope', slope, 'a finite number', Number.isFinite)
}
