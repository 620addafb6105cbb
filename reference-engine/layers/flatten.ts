import { lowerFlatten } from '../kernels/lowering/copies.ts'
import { flatten as flattenOp, flattenBackward } from '../ops/flatten.ts'
import { sizeOf, type Tensor } from '../tensor.ts'
import { expectSampleShape } from './expect-input.ts'
import type { CommonOptions, Layer } from './layer.ts'

/** Each sample as one row: [N, ...] -> [N, product of the others]. */
export function flatten(options: CommonOptions = {}): Layer<Tensor> {
  return {
    className: 'Flatten',
    lowering: { lower: lowerFlatten },
    config: options,
    build(inputShape) {
      expectSampleShape('flatten', inputShape)
      return { weights: {}, outputShape: [sizeOf(inputShape)] }
    },
    forward: (x) => ({ output: flattenOp(x), cache: x }),
    backward: (dOut, x) => ({ dX: flattenBackward(dOut, x), gradients: {} }),
  }
}
