import { rnn, rnnBackward } from '../ops/rnn.ts'
import type { Tensor } from '../tensor.ts'
import type { Layer } from './layer.ts'
import { recurrentLayer, type RecurrentOptions } from './recurrent-layer.ts'

/**
 * The simple recurrent layer, h = tanh(x Wx + h Wh + b): [N, T, I] -> [N, units], or [N, T, units] with `returnSequences`.
 *
 * @throws ArgumentError when an option can't be
 */
export function simpleRnn(options: RecurrentOptions): Layer<Tensor> {
  return recurrentLayer(
    {
      name: 'simpleRnn',
      className: 'SimpleRNN',
      blocks: 1,
      biasShape: [options.units],
      forward: rnn,
      backward: (dH, x, h0, parameters) => rnnBackward(dH, x, h0, parameters),
    },
    options,
  )
}
