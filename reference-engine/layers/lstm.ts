import { expectBoolean } from '../expect-argument.ts'
import { lowerLstm, lstmLayouts } from '../kernels/lowering/lstm.ts'
import { lstm as lstmOp, lstmBackward } from '../ops/lstm.ts'
import { zerosLike, type Tensor } from '../tensor.ts'
import type { Layer } from './layer.ts'
import { recurrentLayer, type RecurrentOptions } from './recurrent-layer.ts'

/** `unitForgetBias`: the forget gate's bias begins at 1, so that memory is kept at first (Jozefowicz et al., 2015). Default true. */
export type LstmLayerOptions = RecurrentOptions & { unitForgetBias?: boolean }

/**
 * The long short-term memory, with Keras' defaults and order of gates (input, forget, cell, output):
 * [N, T, I] -> [N, units], or [N, T, units] with `returnSequences`.
 *
 * @throws ArgumentError when an option can't be
 */
export function lstm(options: LstmLayerOptions): Layer<Tensor> {
  const { units, returnSequences = false, unitForgetBias = true } = options
  expectBoolean('lstm', 'unitForgetBias', unitForgetBias)
  return recurrentLayer(
    {
      name: 'lstm',
      className: 'LSTM',
      blocks: 4,
      lowering: {
        layouts: lstmLayouts,
        lower: (builder, x, { kernel, recurrent_kernel: recurrent, bias }) =>
          lowerLstm(builder, x, { kernel, recurrent, bias }, { units, returnSequences }),
      },
      biasShape: [4 * units],
      adaptBias: (bias) => (unitForgetBias ? withForgetOnes(bias, units) : bias),
      forward: (x, h0, parameters) => lstmOp(x, { h: h0, c: h0 }, parameters).h,
      backward: (dH, x, h0, parameters) => lstmBackward({ h: dH, c: zerosLike(dH) }, x, { h: h0, c: h0 }, parameters),
    },
    options,
  )
}

/** The second of the four blocks is the forget gate's. */
function withForgetOnes(bias: Tensor, units: number): Tensor {
  const data = bias.data.slice()
  data.fill(1, units, 2 * units)
  return { ...bias, data }
}
