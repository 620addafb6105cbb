import { lowerAveragePool } from '../kernels/lowering/pooling.ts'
import { globalAveragePool, globalAveragePoolBackward } from '../ops/global-average-pool.ts'
import type { Tensor } from '../tensor.ts'
import { expectInput } from './expect-input.ts'
import { placePool } from './pooling-options.ts'
import type { CommonOptions, Layer } from './layer.ts'

/** The mean of each channel over the whole image: [N, H, W, C] -> [N, C]. */
export function globalAveragePooling2d(options: CommonOptions = {}): Layer<Tensor> {
  return {
    className: 'GlobalAveragePooling2D',
    lowering: {
      lower(builder, x) {
        const [height, width] = x.shape
        const pooling = { poolSize: [height, width], strides: [1, 1], padding: 'valid' } as const
        const pooled = lowerAveragePool(builder, x, placePool('globalAveragePooling2d', pooling, x.shape))
        return { ...pooled, output: { ...pooled.output, shape: [x.columns] } }
      },
    },
    config: options,
    build(inputShape) {
      expectInput('globalAveragePooling2d', inputShape, '[height, width, channels]')
      return { weights: {}, outputShape: [inputShape[2]] }
    },
    forward: (x) => ({ output: globalAveragePool(x), cache: x }),
    backward: (dOut, x) => ({ dX: globalAveragePoolBackward(dOut, x), gradients: {} }),
  }
}
