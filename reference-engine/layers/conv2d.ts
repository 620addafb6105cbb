import { expectBoolean, expectWhole } from '../expect-argument.ts'
import { lowerConvolution } from '../kernels/lowering/convolution.ts'
import { lowerWithActivation } from '../kernels/lowering/activation.ts'
import { conv2d as conv2dOp, conv2dBackward } from '../ops/conv2d.ts'
import { zeros, type Tensor } from '../tensor.ts'
import { expectPadding, placeWindows, type Padding } from '../window.ts'
import { activationByName, type ActivationName } from './activations.ts'
import { expectInput } from './expect-input.ts'
import { expectInitializer, initialize, type InitializerOption } from './initializers.ts'
import type { CommonOptions, Layer, Weights } from './layer.ts'
import { pairOf, type PairOption } from './pair-option.ts'
import { regularizer, type RegularizerOption } from './regularizer.ts'

/**
 * Strides and dilation of 1, 'valid' padding, no activation, a bias, a kernel by `glorotUniform`, a bias of zeros and no penalties
 * unless told, as in Keras.
 */
export type Conv2dOptions = CommonOptions & {
  filters: number
  kernelSize: PairOption
  strides?: PairOption
  padding?: Padding
  dilationRate?: PairOption
  activation?: ActivationName
  useBias?: boolean
  kernelInitializer?: InitializerOption
  biasInitializer?: InitializerOption
  kernelRegularizer?: RegularizerOption
  biasRegularizer?: RegularizerOption
}

/** What `backward` needs of `forward`: its input, and the output before the activation. */
type Conv2dCache = { x: Tensor; z: Tensor }

/**
 * A convolution over images: [N, H, W, C] -> [N, output height, output width, filters]. Weights: kernel
 * [kernel height, kernel width, C, filters], bias [filters].
 *
 * @throws ArgumentError when an option can't be
 */
export function conv2d(options: Conv2dOptions): Layer<Conv2dCache> {
  const { filters, padding = 'valid', useBias = true } = options
  const { kernelInitializer = 'glorotUniform', biasInitializer = 'zeros' } = options
  expectWhole('conv2d', 'filters', filters, 1)
  expectBoolean('conv2d', 'useBias', useBias)
  expectInitializer('conv2d', 'kernelInitializer', kernelInitializer)
  expectInitializer('conv2d', 'biasInitializer', biasInitializer)
  const kernelSize = pairOf('conv2d', 'kernelSize', options.kernelSize)
  const strides = pairOf('conv2d', 'strides', options.strides ?? 1)
  const dilations = pairOf('conv2d', 'dilationRate', options.dilationRate ?? 1)
  expectPadding('conv2d', padding)
  const activation = activationByName('conv2d', options.activation ?? 'linear')
  const windows = { strides, padding, dilations }

  return {
    className: 'Conv2D',
    lowering: lowerWithActivation(activation.lowered, (builder, x, { kernel, bias }, rectified) => {
      const placed = placeWindows('conv2d', [1, ...x.shape], kernelSize, strides, padding, dilations)
      return lowerConvolution(builder, x, { kernel, bias }, placed, rectified)
    }),
    config: options,
    regularizers: {
      kernel: regularizer('conv2d', 'kernelRegularizer', options.kernelRegularizer),
      bias: useBias ? regularizer('conv2d', 'biasRegularizer', options.biasRegularizer) : undefined,
    },

    build(inputShape, random) {
      expectInput('conv2d', inputShape, '[height, width, channels]')
      const { rows, columns } = placeWindows('conv2d', [1, ...inputShape], kernelSize, strides, padding, dilations)
      const shape = [...kernelSize, inputShape[2], filters]
      const kernel = initialize('conv2d', 'kernelInitializer', kernelInitializer, random, shape)
      const weights: Weights = useBias
        ? { kernel, bias: initialize('conv2d', 'biasInitializer', biasInitializer, random, [filters]) }
        : { kernel }
      return { weights, outputShape: [rows.output, columns.output, filters] }
    },

    forward(x, { kernel, bias }) {
      const z = conv2dOp(x, kernel, bias ?? zeros([filters], kernel.dtype), windows)
      return { output: activation.forward(z), cache: { x, z } }
    },

    backward(dOut, { x, z }, { kernel }): { dX: Tensor; gradients: Weights } {
      const { dX, dFilter, dBias } = conv2dBackward(activation.backward(dOut, z), x, kernel, windows)
      return { dX, gradients: useBias ? { kernel: dFilter, bias: dBias } : { kernel: dFilter } }
    },
  }
}
