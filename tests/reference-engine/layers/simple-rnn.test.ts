import { simpleRnn } from '../../../reference-engine/layers/simple-rnn.ts'
import { tf } from '../tfjs.ts'
import { along, describeRecurrent } from './describe-recurrent.ts'

describeRecurrent({
  name: 'simpleRnn',
  own: simpleRnn,
  theirs: (options) => tf.layers.simpleRNN(options),
  stateSize: 1,
  step: (x, [h], { kernel, recurrent_kernel: recurrent, bias }) => [
    h.map((_, unit) => Math.tanh(along(x, kernel, unit) + along(h, recurrent, unit) + bias.data[unit])),
  ],
})
