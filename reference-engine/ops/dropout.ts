import { expectBoolean, expectFraction, expectObject } from '../expect-argument.ts'
import { expectShape, expectTensor } from '../expect-shape.ts'
import { mul } from '../primitives/binary.ts'
import { floatingType } from '../primitives/result-type.ts'
import type { Random } from '../random.ts'
import { allocate, type Tensor } from '../tensor.ts'

/**
 * Inverted dropout (Srivastava et al., 2014): each entry becomes 0 with probability `rate`, and what stays is divided by
 * 1 - rate, so that the expected value is x's; when not training x stays as it is.
 *
 * @param x any shape
 * @returns output = x * mask; the mask holds 0 or 1 / (1 - rate), and only ones when not training
 * @throws ArgumentError unless 0 <= rate < 1 and training is true or false
 */
export function dropout(x: Tensor, rate: number, random: Random, training: boolean): { output: Tensor; mask: Tensor } {
  expectTensor('dropout', 'x', x)
  expectFraction('dropout', 'rate', rate)
  expectBoolean('dropout', 'training', training)
  if (training) expectObject('dropout', 'random', random, 'a source of random numbers, such as new Random(1)')
  const dtype = floatingType(x.dtype)
  const kept = 1 / (1 - rate)
  const data = allocate(dtype, x.data.length)
  for (let index = 0; index < data.length; index++) {
    data[index] = !training ? 1 : random.uniform() < rate ? 0 : kept
  }
  const mask: Tensor = { shape: [...x.shape], dtype, data }
  return { output: mul(x, mask), mask }
}

/**
 * dX = dOut * mask.
 *
 * @param dOut gradient of the loss with respect to the output, of the mask's shape
 * @param mask what `dropout` gave
 * @throws ShapeError when dOut has another shape
 */
export function dropoutBackward(dOut: Tensor, mask: Tensor): Tensor {
  expectTensor('dropoutBackward', 'mask', mask)
  expectShape('dropoutBackward', 'dOut', dOut, mask.shape)
  return mul(dOut, mask)
}
