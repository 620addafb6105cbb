import { expectBoolean, expectWhole } from '../expect-argument.ts'
import { lowerWithActivation } from '../kernels/lowering/activation.ts'
import { lowerDense } from '../kernels/lowering/dense.ts'
import { dense as denseOp, denseBackward } from '../ops/dense.ts'
import { reshape } from '../primitives/reshape.ts'
import { zeros, type Tensor } from '../tensor.ts'
import { activationByName, type ActivationName } from './activations.ts'
import { expectSampleShape } from './expect-input.ts'
import { expectInitializer, initialize, type InitializerOption } from './initializers.ts'
import type { CommonOptions, Layer, Weights } from './layer.ts'
import { regularizer, type RegularizerOption } from './regularizer.ts'

/** No activation, a bias, a kernel by `glorotUniform`, a bias of zeros and no penalties unless told, as in Keras. */
export type DenseOptions = CommonOptions & {
  units: number
  activation?: ActivationName
  useBias?: boolean
  kernelInitializer?: InitializerOption
  biasInitializer?: InitializerOption
  kernelRegularizer?: RegularizerOption
  biasRegularizer?: RegularizerOption
}

/** What `backward` needs of `forward`: its input, and the output before the activation. */
type DenseCache = { x: Tensor; z: Tensor }

/**
 * activation(x W + b) over the last axis: [N, ..., I] -> [N, ..., units]. Weights: kernel [I, units], bias [units].
 *
 * @throws ArgumentError when an option can't be
 */
export function dense(options: DenseOptions): Layer<DenseCache> {
  const { units, useBias = true, kernelInitializer = 'glorotUniform', biasInitializer = 'zeros' } = options
  expectWhole('dense', 'units', units, 1)
  expectBoolean('dense', 'useBias', useBias)
  expectInitializer('dense', 'kernelInitializer', kernelInitializer)
  expectInitializer('dense', 'biasInitializer', biasInitializer)
  const activation = activationByName('dense', options.activation ?? 'linear')
  const parameters = ({ kernel, bias }: Weights) => ({ weights: kernel, bias: bias ?? zeros([units], kernel.dtype) })

  return {
    className: 'Dense',
    lowering: lowerWithActivation(activation.lowered, (builder, x, { kernel, bias }, rectified) =>
      lowerDense(builder, x, { kernel, bias }, rectified),
    ),
    config: options,
    regularizers: {
      kernel: regularizer('dense', 'kernelRegularizer', options.kernelRegularizer),
      bias: useBias ? regularizer('dense', 'biasRegularizer', options.biasRegularizer) : undefined,
    },

    build(inputShape, random) {
      expectSampleShape('dense', inputShape)
      const inputs = inputShape[inputShape.length - 1]
      const kernel = initialize('dense', 'kernelInitializer', kernelInitializer, random, [inputs, units])
      const weights: Weights = useBias
        ? { kernel, bias: initialize('dense', 'biasInitializer', biasInitializer, random, [units]) }
        : { kernel }
      return { weights, outputShape: inputShape.with(-1, units) }
    },

    forward(x, weights) {
      const rows = reshape(x, [-1, x.shape[x.shape.length - 1]])
      const z = reshape(denseOp(rows, parameters(weights)), x.shape.with(-1, units))
      return { output: activation.forward(z), cache: { x, z } }
    },

    backward(dOut, { x, z }, weights): { dX: Tensor; gradients: Weights } {
      const dZ = reshape(activation.backward(dOut, z), [-1, units])
      const rows = reshape(x, [-1, x.shape[x.shape.length - 1]])
      const { dX, gradients } = denseBackward(dZ, rows, parameters(weights))
      const kernel = { kernel: gradients.weights }
      return { dX: reshape(dX, x.shape), gradients: useBias ? { ...kernel, bias: gradients.bias } : kernel }
    },
  }
}
