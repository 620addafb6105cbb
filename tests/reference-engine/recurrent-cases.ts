import * as fc from 'fast-check'
import type { RecurrentParameters } from '../../reference-engine/recurrent.ts'
import type { DType, Tensor } from '../../reference-engine/tensor.ts'
import { draw, entryAt, seeds } from './support.ts'
import { fromTf, tf, tidied, toTf } from './tfjs.ts'

const few = fc.integer({ min: 1, max: 3 })

export type RecurrentCase = { samples: number; steps: number; inputs: number; units: number; seed: number }

export const recurrentCases: fc.Arbitrary<RecurrentCase> = fc.record({
  samples: few,
  steps: fc.integer({ min: 1, max: 5 }),
  inputs: few,
  units: few,
  seed: seeds,
})

/** Everything that a recurrent op is given, and upstream gradients of the shapes of a step and of a sequence. */
export function drawRecurrent(
  { samples, steps, inputs, units, seed }: RecurrentCase,
  gates: number,
  dtype: DType,
  biasRows?: number,
) {
  const columns = gates * units
  const state = (name: string) => draw(`${name}${seed}`, [samples, units], dtype)
  const sequence = (name: string) => draw(`${name}${seed}`, [samples, steps, units], dtype)
  return {
    xStep: draw(`xs${seed}`, [samples, inputs], dtype),
    x: draw(`x${seed}`, [samples, steps, inputs], dtype),
    h: state('h'),
    c: state('c'),
    parameters: {
      inputWeights: draw(`wx${seed}`, [inputs, columns], dtype),
      recurrentWeights: draw(`wh${seed}`, [units, columns], dtype),
      bias: draw(`b${seed}`, biasRows === undefined ? [columns] : [biasRows, columns], dtype),
    },
    dStep: { h: state('dh'), c: state('dc') },
    dSequence: { h: sequence('dhs'), c: sequence('dcs') },
  }
}

export function listOf({ inputWeights, recurrentWeights, bias }: RecurrentParameters): [Tensor, Tensor, Tensor] {
  return [inputWeights, recurrentWeights, bias]
}

/** Row `row` of t times column `column` of weights, by a plain loop. */
export function product(t: Tensor, row: number, weights: Tensor, column: number): number {
  let total = 0
  for (let k = 0; k < weights.shape[0]; k++) total += entryAt(t, [row, k]) * entryAt(weights, [k, column])
  return total
}

export function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x))
}

/** What a recurrent layer of tf.js puts out with these weights, from this state. */
export function outputOfLayer(
  layer: tf.RNN,
  x: Tensor,
  state: readonly Tensor[],
  parameters: RecurrentParameters,
): Tensor {
  return tidied(() => {
    const output = () => layer.apply([toTf(x), ...state.map(toTf)]) as tf.Tensor
    output() // makes its weights
    layer.setWeights(listOf(parameters).map(toTf))
    return fromTf(output())
  })
}

/** `step` along a sequence [N, T, I] in tf.js. @returns every state, [N, T, H] for each of its tensors */
export function throughTimeInTf(
  x: tf.Tensor,
  initial: tf.Tensor[],
  step: (xStep: tf.Tensor, state: tf.Tensor[]) => tf.Tensor[],
): tf.Tensor[] {
  const states: tf.Tensor[][] = []
  for (let t = 0; t < (x.shape[1] ?? 0); t++) {
    const xStep = x.slice([0, t, 0], [-1, 1, -1]).squeeze<tf.Tensor>([1])
    states.push(step(xStep, t === 0 ? initial : states[t - 1]))
  }
  return initial.map((_, part) =>
    tf.stack(
      states.map((state) => state[part]),
      1,
    ),
  )
}

/** The sums of the runs' gradients, one list of parameters for each run. */
export function totalOf(runs: readonly RecurrentParameters[]): Tensor[] {
  return runs
    .map(listOf)
    .reduce<Tensor[]>((totals, list) => list.map((t, index) => (totals[index] ? sumOf(totals[index], t) : t)), [])
}

function sumOf(a: Tensor, b: Tensor): Tensor {
  return { ...a, data: a.data.map((value, index) => value + b.data[index]) }
}

/** Where each run of at most `length` steps begins, and how long it is. */
export function runsOf(steps: number, length: number): { start: number; length: number }[] {
  return Array.from({ length: Math.ceil(steps / length) }, (_, run) => ({
    start: run * length,
    length: Math.min(length, steps - run * length),
  }))
}
