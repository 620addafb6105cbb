import { expect, test } from '@jest/globals'
import { adamWOptimizer } from '../../../reference-engine/optimizers/adam-w.ts'
import { adamOptimizer } from '../../../reference-engine/optimizers/adam.ts'
import { optimizerByName, type OptimizerName } from '../../../reference-engine/optimizers/optimizer-by-name.ts'
import type { Optimizer } from '../../../reference-engine/optimizers/optimizer.ts'
import { rmsPropOptimizer } from '../../../reference-engine/optimizers/rms-prop.ts'
import { sgd } from '../../../reference-engine/optimizers/sgd.ts'
import { expectClose, float64 } from '../support.ts'

// Keras' documentation states these defaults.
test.each<[OptimizerName, object]>([
  ['sgd', { learningRate: 0.01, momentum: 0, nesterov: false }],
  ['rmsProp', { learningRate: 0.001, decay: 0.9, epsilon: 1e-7 }],
  ['adam', { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }],
  ['adamW', { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.004 }],
])('%s has Keras’ defaults, and is made again from its own options', (name, config) => {
  const optimizer = optimizerByName(name)
  expect(optimizer.config).toMatchObject(config)
  const again = optimizerByName(optimizer.name as OptimizerName, optimizer.config)
  expect(JSON.stringify(again)).toBe(JSON.stringify(optimizer))
})

test('the rate of a step is the one handed in, not that of the start', () => {
  const optimizers: Optimizer[] = [sgd(), sgd({ momentum: 0.9 }), rmsPropOptimizer(), adamOptimizer(), adamWOptimizer()]
  for (const optimizer of optimizers) {
    const parameter = float64([1])
    const still = optimizer.step(parameter, float64([3]), optimizer.initialState(parameter), 0)
    expectClose(still.parameter, parameter)
  }
})

test.each<[string, () => unknown]>([
  [
    "compile: optimizer must be one of 'sgd', 'rmsProp', 'rmsprop', 'adam', 'adamW'; got 'adagrad'",
    () => optimizerByName('adagrad' as OptimizerName),
  ],
  ['sgd: learningRate must be a number greater than 0; got -1', () => sgd({ learningRate: -1 })],
  ['sgd: momentum must be a number of 0 or more and less than 1; got 1', () => sgd({ momentum: 1 })],
  [
    "adamOptimizer: beta1 must be a number of 0 or more and less than 1; got '0.9'",
    () => adamOptimizer({ beta1: '0.9' as never }),
  ],
  ['adamWOptimizer: weightDecay must be a number of 0 or more; got NaN', () => adamWOptimizer({ weightDecay: NaN })],
  ["sgd: nesterov must be true or false; got 'no'", () => sgd({ nesterov: 'no' as never })],
  [
    'adamOptimizer: clipping must be by one of clipValue, clipNorm, globalClipNorm; got clipValue and globalClipNorm',
    () => adamOptimizer({ clipValue: 1, globalClipNorm: 1 }),
  ],
  [
    'adamWOptimizer: weightDecay must be a number of 0 or more; got Infinity',
    () => adamWOptimizer({ weightDecay: Infinity }),
  ],
  [
    'rmsPropOptimizer: decay must be a number of 0 or more and less than 1; got 1',
    () => rmsPropOptimizer({ decay: 1 }),
  ],
  ['adamOptimizer: epsilon must be a number greater than 0; got 0', () => adamOptimizer({ epsilon: 0 })],
  ['adamOptimizer: beta2 must be a number of 0 or more and less than 1; got -1', () => adamOptimizer({ beta2: -1 })],
  ['rmsPropOptimizer: clipNorm must be a number greater than 0; got 0', () => rmsPropOptimizer({ clipNorm: 0 })],
])('%s', (message, action) => {
  expect(action).toThrow(message)
})
