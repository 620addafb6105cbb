import { expect, test } from '@jest/globals'
import { gru } from '../../../reference-engine/layers/gru.ts'
import type { Weights } from '../../../reference-engine/layers/layer.ts'
import { Random } from '../../../reference-engine/random.ts'
import { logistic } from '../recurrent-cases.ts'
import { tf } from '../tfjs.ts'
import { along, describeRecurrent, type Row } from './describe-recurrent.ts'

/** One step, by Keras' published definition. */
function step(x: Row, h: Row, { kernel, recurrent_kernel: recurrent, bias }: Weights, resetAfter: boolean): Row {
  const units = h.length
  const input = (block: number, unit: number) => {
    const column = block * units + unit
    return along(x, kernel, column) + bias.data[column]
  }
  const state = (row: Row, block: number, unit: number) => {
    const column = block * units + unit
    return along(row, recurrent, column) + (resetAfter ? bias.data[3 * units + column] : 0)
  }
  const update = h.map((_, unit) => logistic(input(0, unit) + state(h, 0, unit)))
  const reset = h.map((_, unit) => logistic(input(1, unit) + state(h, 1, unit)))
  const kept = h.map((value, unit) => reset[unit] * value)
  return h.map((before, unit) => {
    const recalled = resetAfter ? reset[unit] * state(h, 2, unit) : state(kept, 2, unit)
    return update[unit] * before + (1 - update[unit]) * Math.tanh(input(2, unit) + recalled)
  })
}

describeRecurrent({
  name: 'gru',
  own: (options) => gru({ ...options, resetAfter: false }),
  theirs: (options) => tf.layers.gru({ ...options, recurrentActivation: 'sigmoid' }),
  stateSize: 1,
  step: (x, [h], weights) => [step(x, h, weights, false)],
})

// tf.js has no such layer; its step is compared in ops/gru.test.ts.
describeRecurrent({
  name: 'gru',
  own: gru,
  theirs: () => undefined,
  stateSize: 1,
  step: (x, [h], weights) => [step(x, h, weights, true)],
})

test('resets after the product unless told, with a second bias', () => {
  expect(gru({ units: 2 }).build([3, 2], new Random(1)).weights.bias.shape).toEqual([2, 6])
  expect(() => gru({ units: 2, resetAfter: 'no' as never })).toThrow('gru: resetAfter must be true or false')
})
