import { expectFraction } from '../expect-argument.ts'
import { lowerDropout } from '../kernels/lowering/dropout.ts'
import { dropout as dropoutOp, dropoutBackward } from '../ops/dropout.ts'
import type { Tensor } from '../tensor.ts'
import { expectSampleShape } from './expect-input.ts'
import type { CommonOptions, Layer } from './layer.ts'

/**
 * While training, sets the fraction `rate` of the entries to 0 and makes the others larger by 1 / (1 - rate); else nothing.
 *
 * @throws ArgumentError unless 0 <= rate < 1
 */
export function dropout(options: CommonOptions & { rate: number }): Layer<{ mask: Tensor }> {
  const { rate } = options
  expectFraction('dropout', 'rate', rate)
  return {
    className: 'Dropout',
    lowering: { lower: (builder, x) => lowerDropout(builder, x, (uniform) => (uniform < rate ? 0 : 1 / (1 - rate))) },
    config: options,
    build(inputShape) {
      expectSampleShape('dropout', inputShape)
      return { weights: {}, outputShape: inputShape }
    },
    forward(x, _weights, { training, random }) {
      const { output, mask } = dropoutOp(x, rate, random, training)
      return { output, cache: { mask } }
    },
    backward: (dOut, { mask }) => ({ dX: dropoutBackward(dOut, mask), gradients: {} }),
  }
}
