import { expectBoolean, expectWhole } from '../expect-argument.ts'
import type { Lowering } from '../kernels/lowering/lowering.ts'
import { reshape } from '../primitives/reshape.ts'
import { slice } from '../primitives/slice.ts'
import type { Random } from '../random.ts'
import type { RecurrentParameters } from '../recurrent.ts'
import { zeros, type Tensor } from '../tensor.ts'
import { expectInput } from './expect-input.ts'
import { expectInitializer, initialize, type InitializerOption } from './initializers.ts'
import type { CommonOptions, Layer, Weights } from './layer.ts'
import { regularizer, type RegularizerOption } from './regularizer.ts'

/**
 * A kernel by `glorotUniform`, a recurrent kernel by `orthogonal`, a bias of zeros and no penalties unless told, as in Keras.
 */
export type RecurrentOptions = CommonOptions & {
  units: number
  /** Every step's output, [N, T, units]; otherwise the last step's, [N, units]. Default false. */
  returnSequences?: boolean
  kernelInitializer?: InitializerOption
  recurrentInitializer?: InitializerOption
  biasInitializer?: InitializerOption
  kernelRegularizer?: RegularizerOption
  recurrentRegularizer?: RegularizerOption
  biasRegularizer?: RegularizerOption
}

/** What makes one recurrent layer differ from another. States before the first step are zeros. @internal */
export type RecurrentKind = {
  name: string
  className: string
  /** Blocks of `units` columns in the kernels: one a gate. */
  blocks: number
  biasShape: readonly number[]
  /** The bias that the initializer gave, changed before training. */
  adaptBias?: (bias: Tensor) => Tensor
  lowering?: Lowering
  /** @returns every h, [N, T, units] */
  forward(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor
  backward(
    dH: Tensor,
    x: Tensor,
    h0: Tensor,
    parameters: RecurrentParameters,
  ): { dX: Tensor; gradients: RecurrentParameters }
}

/**
 * A layer along sequences: [N, T, I] -> [N, units] or [N, T, units]. Weights: kernel [I, blocks * units], recurrent_kernel
 * [units, blocks * units], bias.
 *
 * @throws ArgumentError, in the name of the layer, when an option can't be
 * @internal
 */
export function recurrentLayer(kind: RecurrentKind, options: RecurrentOptions): Layer<Tensor> {
  const { units, returnSequences = false } = options
  const initializers = initializersOf(kind.name, options)
  expectWhole(kind.name, 'units', units, 1)
  expectBoolean(kind.name, 'returnSequences', returnSequences)
  const initialState = (x: Tensor, { kernel }: Weights): Tensor => zeros([x.shape[0], units], kernel.dtype)

  return {
    className: kind.className,
    lowering: kind.lowering,
    config: options,
    regularizers: {
      kernel: regularizer(kind.name, 'kernelRegularizer', options.kernelRegularizer),
      recurrent_kernel: regularizer(kind.name, 'recurrentRegularizer', options.recurrentRegularizer),
      bias: regularizer(kind.name, 'biasRegularizer', options.biasRegularizer),
    },

    build(inputShape, random) {
      expectInput(kind.name, inputShape, '[steps, features]')
      const weights = buildWeights(kind, inputShape[1], units, initializers, random)
      return { weights, outputShape: returnSequences ? [inputShape[0], units] : [units] }
    },

    forward(x, weights) {
      const h = kind.forward(x, initialState(x, weights), parametersOf(weights))
      return { output: returnSequences ? h : lastStep(h), cache: x }
    },

    backward(dOut, x, weights) {
      const dH = returnSequences ? dOut : atLastStep(dOut, x.shape[1])
      const { dX, gradients } = kind.backward(dH, x, initialState(x, weights), parametersOf(weights))
      return {
        dX,
        gradients: {
          kernel: gradients.inputWeights,
          recurrent_kernel: gradients.recurrentWeights,
          bias: gradients.bias,
        },
      }
    },
  }
}

type Initializers = { kernel: InitializerOption; recurrent: InitializerOption; bias: InitializerOption }

function initializersOf(layer: string, options: RecurrentOptions): Initializers {
  const {
    kernelInitializer = 'glorotUniform',
    recurrentInitializer = 'orthogonal',
    biasInitializer = 'zeros',
  } = options
  expectInitializer(layer, 'kernelInitializer', kernelInitializer)
  expectInitializer(layer, 'recurrentInitializer', recurrentInitializer)
  expectInitializer(layer, 'biasInitializer', biasInitializer)
  return { kernel: kernelInitializer, recurrent: recurrentInitializer, bias: biasInitializer }
}

function buildWeights(
  { name, blocks, biasShape, adaptBias = (bias) => bias }: RecurrentKind,
  inputs: number,
  units: number,
  initializers: Initializers,
  random: Random,
): Weights {
  const columns = blocks * units
  return {
    kernel: initialize(name, 'kernelInitializer', initializers.kernel, random, [inputs, columns]),
    recurrent_kernel: initialize(name, 'recurrentInitializer', initializers.recurrent, random, [units, columns]),
    bias: adaptBias(initialize(name, 'biasInitializer', initializers.bias, random, biasShape)),
  }
}

function parametersOf(weights: Weights): RecurrentParameters {
  return { inputWeights: weights.kernel, recurrentWeights: weights.recurrent_kernel, bias: weights.bias }
}

/** [N, T, H] -> [N, H] */
function lastStep(h: Tensor): Tensor {
  const [samples, steps, units] = h.shape
  return reshape(slice(h, [0, steps - 1, 0]), [samples, units])
}

/** [N, H] -> [N, T, H], zeros before the last step. */
function atLastStep(dLast: Tensor, steps: number): Tensor {
  const [samples, units] = dLast.shape
  const dH = zeros([samples, steps, units], dLast.dtype)
  for (let sample = 0; sample < samples; sample++) {
    const row = dLast.data.subarray(sample * units, (sample + 1) * units)
    dH.data.set(row, ((sample + 1) * steps - 1) * units)
  }
  return dH
}
