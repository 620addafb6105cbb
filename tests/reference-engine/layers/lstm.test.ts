import { expect, test } from '@jest/globals'
import { lstm } from '../../../reference-engine/layers/lstm.ts'
import { Random } from '../../../reference-engine/random.ts'
import { logistic } from '../recurrent-cases.ts'
import { tf } from '../tfjs.ts'
import { along, describeRecurrent } from './describe-recurrent.ts'

describeRecurrent({
  name: 'lstm',
  own: lstm,
  theirs: (options) => tf.layers.lstm({ ...options, recurrentActivation: 'sigmoid' }),
  stateSize: 2,
  step(x, [h, c], { kernel, recurrent_kernel: recurrent, bias }) {
    const units = h.length
    const gate = (block: number, unit: number) => {
      const column = block * units + unit
      return along(x, kernel, column) + along(h, recurrent, column) + bias.data[column]
    }
    const memory = c.map(
      (before, unit) => logistic(gate(1, unit)) * before + logistic(gate(0, unit)) * Math.tanh(gate(2, unit)),
    )
    return [memory.map((value, unit) => logistic(gate(3, unit)) * Math.tanh(value)), memory]
  },
})

test('begins with a forget gate that keeps', () => {
  const bias = (options: object) => [...lstm({ units: 2, ...options }).build([1, 1], new Random(1)).weights.bias.data]
  expect(bias({})).toEqual([0, 0, 1, 1, 0, 0, 0, 0])
  expect(bias({ unitForgetBias: false })).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  expect(() => lstm({ units: 2, unitForgetBias: 1 as never })).toThrow(
    'lstm: unitForgetBias must be true or false; got 1',
  )
})
