import { lowerMaxPool } from '../kernels/lowering/pooling.ts'
import { maxPool2d, maxPool2dBackward } from '../ops/max-pool2d.ts'
import type { Tensor } from '../tensor.ts'
import type { Layer } from './layer.ts'
import { placePool, pooledShape, poolingOf, type PoolingOptions } from './pooling-options.ts'

/**
 * The largest entry of each channel under each window: [N, H, W, C] -> [N, output height, output width, C].
 *
 * @throws ArgumentError when an option can't be
 */
export function maxPooling2d(options: PoolingOptions = {}): Layer<Tensor> {
  const pooling = poolingOf('maxPooling2d', options)
  return {
    className: 'MaxPooling2D',
    lowering: { lower: (builder, x) => lowerMaxPool(builder, x, placePool('maxPooling2d', pooling, x.shape)) },
    config: options,
    build: (inputShape) => ({ weights: {}, outputShape: pooledShape('maxPooling2d', pooling, inputShape) }),
    forward: (x) => ({ output: maxPool2d(x, pooling), cache: x }),
    backward: (dOut, x) => ({ dX: maxPool2dBackward(dOut, x, pooling), gradients: {} }),
  }
}
