import { expectLayout, formatShape } from '../expect-shape.ts'
import { div } from '../primitives/binary.ts'
import { broadcastTo } from '../primitives/broadcast.ts'
import { mean } from '../primitives/reduce.ts'
import { reshape } from '../primitives/reshape.ts'
import { ShapeError } from '../shape-error.ts'
import type { Tensor } from '../tensor.ts'

/**
 * The mean of each channel over the whole image (Lin, Chen and Yan, 2013).
 *
 * @param x [N, H, W, C]
 * @returns [N, C]
 * @throws ShapeError when x has another rank or no pixel
 */
export function globalAveragePool(x: Tensor): Tensor {
  expectPixels('globalAveragePool', x)
  return mean(x, [1, 2])
}

/**
 * dX = dOut / (H W) at every pixel.
 *
 * @param dOut [N, C]
 * @param x [N, H, W, C], what the op was given
 * @throws ShapeError when the shapes don't fit
 */
export function globalAveragePoolBackward(dOut: Tensor, x: Tensor): Tensor {
  expectPixels('globalAveragePoolBackward', x)
  const [samples, height, width, channels] = x.shape
  expectLayout('globalAveragePoolBackward', 'dOut', dOut, [samples, channels], `to match x ${formatShape(x.shape)}`)
  return broadcastTo(reshape(div(dOut, height * width), [samples, 1, 1, channels]), x.shape)
}

function expectPixels(functionName: string, x: Tensor): void {
  expectLayout(functionName, 'x', x, ['N', 'H', 'W', 'C'])
  if (x.shape[1] > 0 && x.shape[2] > 0) return
  throw new ShapeError(functionName, 'x', '[N, H, W, C] of at least one pixel', formatShape(x.shape))
}
