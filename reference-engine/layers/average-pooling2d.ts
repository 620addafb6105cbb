import { lowerAveragePool } from '../kernels/lowering/pooling.ts'
import { averagePool2d, averagePool2dBackward } from '../ops/average-pool2d.ts'
import type { Tensor } from '../tensor.ts'
import type { Layer } from './layer.ts'
import { placePool, pooledShape, poolingOf, type PoolingOptions } from './pooling-options.ts'

/**
 * The mean of each channel under each window: [N, H, W, C] -> [N, output height, output width, C].
 *
 * @throws ArgumentError when an option can't be
 */
export function averagePooling2d(options: PoolingOptions = {}): Layer<Tensor> {
  const pooling = poolingOf('averagePooling2d', options)
  return {
    className: 'AveragePooling2D',
    lowering: { lower: (builder, x) => lowerAveragePool(builder, x, placePool('averagePooling2d', pooling, x.shape)) },
    config: options,
    build: (inputShape) => ({ weights: {}, outputShape: pooledShape('averagePooling2d', pooling, inputShape) }),
    forward: (x) => ({ output: averagePool2d(x, pooling), cache: x }),
    backward: (dOut, x) => ({ dX: averagePool2dBackward(dOut, x, pooling), gradients: {} }),
  }
}
