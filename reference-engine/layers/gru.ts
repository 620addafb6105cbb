import { expectBoolean } from '../expect-argument.ts'
import { gru as gruOp, gruBackward } from '../ops/gru.ts'
import type { Tensor } from '../tensor.ts'
import type { Layer } from './layer.ts'
import { recurrentLayer, type RecurrentOptions } from './recurrent-layer.ts'

/** `resetAfter`: the reset gate acts after the product with the recurrent kernel, and the bias is [2, 3 * units]. Default true. */
export type GruLayerOptions = RecurrentOptions & { resetAfter?: boolean }

/**
 * The gated recurrent unit, with Keras' defaults: [N, T, I] -> [N, units], or [N, T, units] with `returnSequences`.
 *
 * @throws ArgumentError when an option can't be
 */
export function gru(options: GruLayerOptions): Layer<Tensor> {
  const { units, resetAfter = true } = options
  expectBoolean('gru', 'resetAfter', resetAfter)
  return recurrentLayer(
    {
      name: 'gru',
      className: 'GRU',
      blocks: 3,
      biasShape: resetAfter ? [2, 3 * units] : [3 * units],
      forward: (x, h0, parameters) => gruOp(x, h0, parameters, { resetAfter }),
      backward: (dH, x, h0, parameters) => gruBackward(dH, x, h0, parameters, { resetAfter }),
    },
    options,
  )
}
