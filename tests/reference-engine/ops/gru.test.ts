import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { gru, gruBackward, gruStep, gruStepBackward } from '../../../reference-engine/ops/gru.ts'
import { concat } from '../../../reference-engine/primitives/concat.ts'
import { slice } from '../../../reference-engine/primitives/slice.ts'
import { atStep, type RecurrentParameters } from '../../../reference-engine/recurrent.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import {
  drawRecurrent,
  listOf,
  logistic,
  outputOfLayer,
  product,
  recurrentCases,
  runsOf,
  throughTimeInTf,
  totalOf,
} from '../recurrent-cases.ts'
import { build, draw, drawn, entryAt, expectClose, float64, shapeErrorOf } from '../support.ts'
import { tf } from '../tfjs.ts'

/** h after a step, by plain loops. */
function naive(x: Tensor, h: Tensor, parameters: RecurrentParameters, resetAfter: boolean) {
  const { inputWeights, recurrentWeights, bias } = parameters
  const units = h.shape[1]
  const input = (n: number, column: number) => product(x, n, inputWeights, column) + bias.data[column]
  const recurrentBias = (column: number) => (resetAfter ? bias.data[3 * units + column] : 0)
  const state = (n: number, column: number) => product(h, n, recurrentWeights, column) + recurrentBias(column)
  const update = (n: number, unit: number) => logistic(input(n, unit) + state(n, unit))
  const reset = (n: number, unit: number) => logistic(input(n, units + unit) + state(n, units + unit))
  const resetState = build(h.shape, ([n, unit]) => reset(n, unit) * entryAt(h, [n, unit]))
  const candidate = (n: number, unit: number) => {
    const column = 2 * units + unit
    const before = () =>
      product({ ...h, data: Float64Array.from(resetState.data) as Tensor['data'] }, n, recurrentWeights, column)
    return Math.tanh(input(n, column) + (resetAfter ? reset(n, unit) * state(n, column) : before()))
  }
  return build(h.shape, ([n, unit]) => {
    const z = update(n, unit)
    return z * entryAt(h, [n, unit]) + (1 - z) * candidate(n, unit)
  })
}

function stepInTf([kernel, recurrentKernel, bias]: tf.Tensor[], resetAfter: boolean) {
  return (x: tf.Tensor, [h]: tf.Tensor[]) => {
    const [inputBias, recurrentBias] = resetAfter
      ? [bias.slice([0, 0], [1, -1]), bias.slice([1, 0], [1, -1])]
      : [bias, tf.zerosLike(bias)]
    const [xz, xr, xg] = tf.split(x.matMul(kernel).add(inputBias), 3, 1)
    const [hz, hr, hg] = tf.split(h.matMul(recurrentKernel).add(recurrentBias), 3, 1)
    const [z, r] = [tf.sigmoid(xz.add(hz)), tf.sigmoid(xr.add(hr))]
    const candidateKernel = tf.split(recurrentKernel, 3, 1)[2]
    const g = tf.tanh(xg.add(resetAfter ? r.mul(hg) : r.mul(h).matMul(candidateKernel)))
    return [z.mul(h).add(tf.sub(1, z).mul(g))]
  }
}

describe.each([true, false])('gru, resetAfter: %p', (resetAfter) => {
  const biasRows = resetAfter ? 2 : undefined
  const options = { resetAfter }

  test('a step is its formulas by plain loops; its backward agrees with differences, in float64', () => {
    fc.assert(
      fc.property(recurrentCases, (given) => {
        const { xStep, h, parameters, dStep } = drawRecurrent(given, 3, 'float64', biasRows)
        const forward = () => gruStep(xStep, h, parameters, options)
        expectClose(forward(), naive(xStep, h, parameters, resetAfter))
        expectNumericGradients(forward, dStep.h, [xStep, h, ...listOf(parameters)], () => {
          const { dX, dHPrevious, gradients } = gruStepBackward(dStep.h, xStep, h, parameters, options)
          return [dX, dHPrevious, ...listOf(gradients)]
        })
      }),
      drawn,
    )
  })

  test('a sequence is step after step; its backward agrees with differences, in float64', () => {
    fc.assert(
      fc.property(recurrentCases, (given) => {
        const { x, h, parameters, dSequence } = drawRecurrent(given, 3, 'float64', biasRows)
        const forward = () => gru(x, h, parameters, options)
        let state = h
        for (let t = 0; t < given.steps; t++) {
          state = gruStep(atStep(x, t), state, parameters, options)
          expectClose(atStep(forward(), t), state, 0)
        }
        expectNumericGradients(forward, dSequence.h, [x, h, ...listOf(parameters)], () => {
          const { dX, dH0, gradients } = gruBackward(dSequence.h, x, h, parameters, options)
          return [dX, dH0, ...listOf(gradients)]
        })
      }),
      { ...drawn, numRuns: 15 },
    )
  })

  test('agrees with tf.js in float32, and with its gradients for the same formulas', () => {
    fc.assert(
      fc.property(recurrentCases, (given) => {
        const { x, h, parameters, dSequence } = drawRecurrent(given, 3, 'float32', biasRows)
        const output = gru(x, h, parameters, options)
        const { dX, dH0, gradients } = gruBackward(dSequence.h, x, h, parameters, options)
        expectLikeTf({
          inputs: [x, h, ...listOf(parameters)],
          output,
          dOut: dSequence.h,
          gradients: [dX, dH0, ...listOf(gradients)],
          inTf: ([input, h0, ...weights]) => throughTimeInTf(input, [h0], stepInTf(weights, resetAfter))[0],
        })
        if (resetAfter) return // tf.js' layer doesn't know it
        const layer = tf.layers.gru({ units: given.units, recurrentActivation: 'sigmoid', returnSequences: true })
        expectClose(output, outputOfLayer(layer, x, [h], parameters))
      }),
      drawn,
    )
  })

  test('cut every `steps` steps, gradients are those of the runs one after the other', () => {
    const given = { samples: 2, steps: 5, inputs: 3, units: 2, seed: 1 }
    const { x, h, parameters, dSequence } = drawRecurrent(given, 3, 'float64', biasRows)
    for (const steps of [1, 2, 5]) {
      const cut = gruBackward(dSequence.h, x, h, parameters, { ...options, steps })
      let state = h
      const runs = runsOf(given.steps, steps).map(({ start, length }) => {
        const part = (t: Tensor) => slice(t, [0, start, 0], [-1, length, -1])
        const backward = gruBackward(part(dSequence.h), part(x), state, parameters, options)
        state = atStep(gru(part(x), state, parameters, options), length - 1)
        return backward
      })
      const dX = concat(
        runs.map((run) => run.dX),
        1,
      )
      expectClose(cut.dX, dX)
      expectClose(cut.dH0, runs[0].dH0)
      const totals = totalOf(runs.map((run) => run.gradients))
      listOf(cut.gradients).forEach((gradient, index) => expectClose(gradient, totals[index]))
    }
  })

  test('takes an empty batch', () => {
    const given = { samples: 1, steps: 2, inputs: 3, units: 2, seed: 1 }
    const { parameters } = drawRecurrent(given, 3, 'float64', biasRows)
    const [x, h, dH] = [draw(1, [0, 2, 3]), draw(1, [0, 2]), draw(1, [0, 2, 2])]
    expect(gru(x, h, parameters, options).shape).toEqual([0, 2, 2])
    const { dX, gradients } = gruBackward(dH, x, h, parameters, options)
    expect(dX.shape).toEqual(x.shape)
    expect(listOf(gradients).every(({ data }) => data.every((value) => value === 0))).toBe(true)
  })
})

test('by hand: with weights of 0 the update gate is half open; resetAfter unless told', () => {
  const zero = (...shape: number[]) => ({ ...draw(1, shape), data: draw(1, shape).data.map(() => 0) })
  const parameters = {
    inputWeights: zero(1, 3),
    recurrentWeights: zero(1, 3),
    bias: float64([0, 0, 1, 0, 0, 2], [2, 3]),
  }
  const h = gruStep(float64([3], [1, 1]), float64([4], [1, 1]), parameters)
  expectClose(h, { shape: [1, 1], data: [2 + Math.tanh(1 + 0.5 * 2) / 2] })
})

test('misfits say so', () => {
  const given = { samples: 2, steps: 4, inputs: 3, units: 5, seed: 1 }
  const { xStep, x, h, parameters, dSequence } = drawRecurrent(given, 3, 'float64', 2)
  const messageOf = (action: () => unknown) => shapeErrorOf(action).message
  expect(messageOf(() => gruStep(xStep, h, { ...parameters, bias: draw(1, [15]) }))).toBe(
    'gruStep: bias must be [2, 15] to match recurrentWeights [5, 15]; got [15]',
  )
  expect(messageOf(() => gruStep(xStep, h, parameters, { resetAfter: false }))).toBe(
    'gruStep: bias must be [15] to match recurrentWeights [5, 15]; got [2, 15]',
  )
  expect(() => gru(x, h, parameters, { resetAfter: 'no' as never })).toThrow(
    "gru: resetAfter must be true or false; got 'no'",
  )
  expect(messageOf(() => gruStepBackward(xStep, xStep, h, parameters))).toBe(
    'gruStepBackward: dH must be of shape [2, 5]; got [2, 3]',
  )
  expect(messageOf(() => gru(x, xStep, parameters))).toBe(
    'gru: h0 must be [2, 5] to match x [2, 4, 3] and recurrentWeights [5, 15]; got [2, 3]',
  )
  expect(messageOf(() => gruBackward(x, x, h, parameters))).toBe(
    'gruBackward: dH must be [2, 4, 5] to match x [2, 4, 3]; got [2, 4, 3]',
  )
  expect(() => gruBackward(dSequence.h, x, h, parameters, { steps: -1 })).toThrow(
    'gruBackward: steps must be a whole number of 1 or more; got -1',
  )
})
