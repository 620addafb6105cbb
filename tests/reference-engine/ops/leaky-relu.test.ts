import { expect, test } from '@jest/globals'
import { leakyRelu, leakyReluBackward } from '../../../reference-engine/ops/leaky-relu.ts'
import { scalarOracle } from '../scalar-oracle.ts'
import { float64, expectClose } from '../support.ts'
import { tf } from '../tfjs.ts'
import { describeActivation } from './elementwise.ts'

for (const slope of [undefined, 0.01, 0.5, 1]) {
  const options = slope === undefined ? undefined : { slope }
  describeActivation({
    name: 'leakyRelu',
    forward: (x) => leakyRelu(x, options),
    backward: (dOut, x) => leakyReluBackward(dOut, x, options),
    inTf: (x) => tf.leakyRelu(x, slope),
    oracle: scalarOracle(`(x + abs(x)) / 2 + ${slope ?? 0.2} * (x - abs(x)) / 2`),
    points: [-700, -2, -1e-12, 1e-12, 0.5, 700],
    reach: 1000,
  })
}

test('is x above 0 and slope * x below, with a slope of 0.2 unless told; at 0 the derivative is the slope', () => {
  const x = float64([-2, 0, 3])
  expect([...leakyRelu(x, { slope: 0.5 }).data]).toEqual([-1, 0, 3])
  expectClose(leakyRelu(x), { shape: [3], data: [-0.4, 0, 3] })
  expect([...leakyReluBackward(float64([1, 1, 1]), x, { slope: 0.5 }).data]).toEqual([0.5, 0.5, 1])
})

test('a slope that is no number says so', () => {
  expect(() => leakyRelu(float64([1]), { slope: NaN })).toThrow('leakyRelu: slope must be a finite number; got NaN')
  expect(() => leakyReluBackward(float64([1]), float64([1]), { slope: Infinity })).toThrow(
    'leakyReluBackward: slope must be a finite number; got Infinity',
  )
})
