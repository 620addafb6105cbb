import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import type { Layer, Weights } from '../../../reference-engine/layers/layer.ts'
import type { RecurrentOptions } from '../../../reference-engine/layers/recurrent-layer.ts'
import { Random } from '../../../reference-engine/random.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import type { tf } from '../tfjs.ts'
import { describeLayer, type LayerCase } from './describe-layer.ts'

/** One sample's numbers at one step. */
export type Row = readonly number[]

/** The state after a step, h first. */
type PlainStep = (x: Row, state: readonly Row[], weights: Weights) => Row[]

type Recurrent = {
  name: string
  own: (options: RecurrentOptions) => Layer
  theirs: (options: { units: number; returnSequences: boolean }) => tf.layers.Layer | undefined
  step: PlainStep
  /** How many rows the state has. */
  stateSize: number
}

const few = fc.integer({ min: 1, max: 3 })

/** What every recurrent layer must do. */
export function describeRecurrent({ name, own, theirs, step, stateSize }: Recurrent): void {
  const caseOf = (steps: number, inputs: number, units: number, returnSequences: boolean): LayerCase => ({
    own: own({ units, returnSequences }),
    inputShape: [steps, inputs],
    theirs: () => theirs({ units, returnSequences }),
    // tf.js fails at the gradient of taking a sequence of one step apart.
    forwardOnly: steps === 1,
    naive(x, weights) {
      const outputs = samplesOf(x).map((sample) => {
        let state: Row[] = Array.from({ length: stateSize }, () => new Array<number>(units).fill(0))
        return sample.map((row) => (state = step(row, state, weights))[0])
      })
      const kept = returnSequences ? outputs : outputs.map((rows) => rows.slice(-1))
      return { shape: returnSequences ? [x.shape[0], steps, units] : [x.shape[0], units], data: kept.flat(2) }
    },
  })

  describeLayer(
    name,
    fc.tuple(fc.integer({ min: 1, max: 4 }), few, few, fc.boolean()).map((given) => caseOf(...given)),
    [caseOf(1, 1, 1, false), caseOf(1, 1, 1, true)],
  )

  const refused = (message: string, options: object): [string, () => unknown] => [
    message,
    () => own({ units: 1, ...options }),
  ]
  test.each<[string, () => unknown]>([
    refused(`${name}: units must be a whole number of 1 or more; got 0`, { units: 0 }),
    refused(`${name}: returnSequences must be true or false; got 'yes'`, { returnSequences: 'yes' }),
    refused(`${name}: kernelInitializer must be one of 'glorotNormal',`, { kernelInitializer: 'glorot' }),
    refused(`${name}: recurrentInitializer must be one of 'glorotNormal',`, { recurrentInitializer: 1 }),
    refused(`${name}: biasInitializer must be one of 'glorotNormal',`, { biasInitializer: '' }),
    refused(`${name}: recurrentRegularizer.l1 must be a number of 0 or more; got -1`, {
      recurrentRegularizer: { l1: -1 },
    }),
    [
      `${name}: inputShape must be [steps, features], without the batch; got [3]`,
      () => own({ units: 1 }).build([3], new Random(1)),
    ],
  ])('%s', (message, action) => {
    expect(action).toThrow(message)
  })
}

/** [N, T, I] as nested arrays. */
function samplesOf(x: Tensor): Row[][] {
  const [samples, steps, inputs] = x.shape
  return Array.from({ length: samples }, (_, n) =>
    Array.from({ length: steps }, (__, t) => [...x.data.slice((n * steps + t) * inputs, (n * steps + t + 1) * inputs)]),
  )
}

/** Entry `column` of row * matrix. */
export function along(row: Row, matrix: Tensor, column: number): number {
  return row.reduce((sum, value, i) => sum + value * matrix.data[i * matrix.shape[1] + column], 0)
}
