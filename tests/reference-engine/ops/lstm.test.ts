import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { lstm, lstmBackward, lstmStep, lstmStepBackward, type LstmState } from '../../../reference-engine/ops/lstm.ts'
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

/** h and c side by side, so that one upstream gradient covers both. */
function joined({ h, c }: LstmState): Tensor {
  return concat([h, c], h.shape.length - 1)
}

/** c and h after a step, by plain loops. */
function naive(x: Tensor, { h, c }: LstmState, { inputWeights, recurrentWeights, bias }: RecurrentParameters) {
  const units = h.shape[1]
  const gate = (n: number, column: number) =>
    product(x, n, inputWeights, column) + product(h, n, recurrentWeights, column) + bias.data[column]
  const memory = (n: number, unit: number) =>
    logistic(gate(n, units + unit)) * entryAt(c, [n, unit]) +
    logistic(gate(n, unit)) * Math.tanh(gate(n, 2 * units + unit))
  return {
    h: build(h.shape, ([n, unit]) => logistic(gate(n, 3 * units + unit)) * Math.tanh(memory(n, unit))),
    c: build(h.shape, ([n, unit]) => memory(n, unit)),
  }
}

function stepInTf([kernel, recurrentKernel, bias]: tf.Tensor[]) {
  return (x: tf.Tensor, [h, c]: tf.Tensor[]) => {
    const [i, f, g, o] = tf.split(x.matMul(kernel).add(h.matMul(recurrentKernel)).add(bias), 4, 1)
    const memory = tf
      .sigmoid(f)
      .mul(c)
      .add(tf.sigmoid(i).mul(tf.tanh(g)))
    return [tf.sigmoid(o).mul(tf.tanh(memory)), memory]
  }
}

describe('lstmStep', () => {
  test('is its formulas by plain loops; its backward agrees with differences, in float64', () => {
    fc.assert(
      fc.property(recurrentCases, (given) => {
        const { xStep, h, c, parameters, dStep } = drawRecurrent(given, 4, 'float64')
        const forward = () => lstmStep(xStep, { h, c }, parameters)
        const expected = naive(xStep, { h, c }, parameters)
        expectClose(forward().h, expected.h)
        expectClose(forward().c, expected.c)
        expectNumericGradients(
          () => joined(forward()),
          joined(dStep),
          [xStep, h, c, ...listOf(parameters)],
          () => {
            const { dX, dPrevious, gradients } = lstmStepBackward(dStep, xStep, { h, c }, parameters)
            return [dX, dPrevious.h, dPrevious.c, ...listOf(gradients)]
          },
        )
      }),
      drawn,
    )
  })

  test('by hand: with weights of 0 all gates are half open', () => {
    const zero = (...shape: number[]) => ({ ...draw(1, shape), data: draw(1, shape).data.map(() => 0) })
    const parameters = { inputWeights: zero(1, 4), recurrentWeights: zero(1, 4), bias: zero(4) }
    const { h, c } = lstmStep(float64([3], [1, 1]), { h: float64([2], [1, 1]), c: float64([4], [1, 1]) }, parameters)
    expect([...c.data]).toEqual([2])
    expectClose(h, { shape: [1, 1], data: [Math.tanh(2) / 2] })
  })
})

describe('lstm', () => {
  test('is step after step; its backward agrees with differences, in float64', () => {
    fc.assert(
      fc.property(recurrentCases, (given) => {
        const { x, h, c, parameters, dSequence } = drawRecurrent(given, 4, 'float64')
        const forward = () => lstm(x, { h, c }, parameters)
        let state: LstmState = { h, c }
        for (let t = 0; t < given.steps; t++) {
          state = lstmStep(atStep(x, t), state, parameters)
          expectClose(atStep(forward().h, t), state.h, 0)
          expectClose(atStep(forward().c, t), state.c, 0)
        }
        const variables = [x, h, c, ...listOf(parameters)]
        expectNumericGradients(
          () => joined(forward()),
          joined(dSequence),
          variables,
          () => {
            const { dX, dInitial, gradients } = lstmBackward(dSequence, x, { h, c }, parameters)
            return [dX, dInitial.h, dInitial.c, ...listOf(gradients)]
          },
        )
      }),
      { ...drawn, numRuns: 15 },
    )
  })

  test("agrees with tf.js' layer in float32, and with its gradients for the same formulas", () => {
    fc.assert(
      fc.property(recurrentCases, (given) => {
        const { x, h, c, parameters, dSequence } = drawRecurrent(given, 4, 'float32')
        const output = lstm(x, { h, c }, parameters)
        const { dX, dInitial, gradients } = lstmBackward(dSequence, x, { h, c }, parameters)
        expectLikeTf({
          inputs: [x, h, c, ...listOf(parameters)],
          output: joined(output),
          dOut: joined(dSequence),
          gradients: [dX, dInitial.h, dInitial.c, ...listOf(gradients)],
          inTf: ([input, h0, c0, ...weights]) => tf.concat(throughTimeInTf(input, [h0, c0], stepInTf(weights)), 2),
        })
        const options = { units: given.units, recurrentActivation: 'sigmoid', returnSequences: true } as const
        expectClose(output.h, outputOfLayer(tf.layers.lstm(options), x, [h, c], parameters))
      }),
      drawn,
    )
  })

  test('cut every `steps` steps, gradients are those of the runs one after the other', () => {
    const given = { samples: 2, steps: 5, inputs: 3, units: 2, seed: 1 }
    const { x, h, c, parameters, dSequence } = drawRecurrent(given, 4, 'float64')
    for (const steps of [1, 2, 3, 5]) {
      const cut = lstmBackward(dSequence, x, { h, c }, parameters, { steps })
      let state: LstmState = { h, c }
      const runs = runsOf(given.steps, steps).map(({ start, length }) => {
        const part = (t: Tensor) => slice(t, [0, start, 0], [-1, length, -1])
        const upstream = { h: part(dSequence.h), c: part(dSequence.c) }
        const backward = lstmBackward(upstream, part(x), state, parameters)
        const states = lstm(part(x), state, parameters)
        state = { h: atStep(states.h, length - 1), c: atStep(states.c, length - 1) }
        return backward
      })
      const dX = concat(
        runs.map((run) => run.dX),
        1,
      )
      expectClose(cut.dX, dX)
      expectClose(joined(cut.dInitial), joined(runs[0].dInitial))
      const totals = totalOf(runs.map((run) => run.gradients))
      listOf(cut.gradients).forEach((gradient, index) => expectClose(gradient, totals[index]))
    }
  })

  test('takes an empty batch', () => {
    const { parameters } = drawRecurrent({ samples: 1, steps: 2, inputs: 3, units: 2, seed: 1 }, 4, 'float64')
    const [x, state, sequence] = [draw(1, [0, 2, 3]), draw(1, [0, 2]), draw(1, [0, 2, 2])]
    const initial = { h: state, c: state }
    expect(lstm(x, initial, parameters).h.shape).toEqual([0, 2, 2])
    const { dX, gradients } = lstmBackward({ h: sequence, c: sequence }, x, initial, parameters)
    expect(dX.shape).toEqual(x.shape)
    expect(listOf(gradients).every(({ data }) => data.every((value) => value === 0))).toBe(true)
  })

  test('misfits say so', () => {
    const given = { samples: 2, steps: 4, inputs: 3, units: 5, seed: 1 }
    const { xStep, x, h, c, parameters, dSequence, dStep } = drawRecurrent(given, 4, 'float64')
    const messageOf = (action: () => unknown) => shapeErrorOf(action).message
    expect(messageOf(() => lstmStep(xStep, { h, c: draw(1, [2, 4]) }, parameters))).toBe(
      'lstmStep: previous.c must be [2, 5] to match x [2, 3] and recurrentWeights [5, 20]; got [2, 4]',
    )
    expect(messageOf(() => lstmStep(xStep, { h, c }, { ...parameters, recurrentWeights: draw(1, [5, 15]) }))).toBe(
      'lstmStep: recurrentWeights must be [5, 20] for 5 units; got [5, 15]',
    )
    expect(messageOf(() => lstmStepBackward({ ...dStep, c: xStep }, xStep, { h, c }, parameters))).toBe(
      'lstmStepBackward: dState.c must be of shape [2, 5]; got [2, 3]',
    )
    expect(() => lstm(x, undefined as never, parameters)).toThrow('lstm: initial must be { h, c }; got undefined')
    expect(() => lstmStepBackward({ h } as never, xStep, { h, c }, parameters)).toThrow(
      'lstmStepBackward: dState.c must be a tensor; got undefined',
    )
    expect(messageOf(() => lstm(x, { h: x, c }, parameters))).toBe(
      'lstm: initial.h must be [2, 5] to match x [2, 4, 3] and recurrentWeights [5, 20]; got [2, 4, 3]',
    )
    expect(messageOf(() => lstmBackward({ ...dSequence, c: x }, x, { h, c }, parameters))).toBe(
      'lstmBackward: dStates.c must be [2, 4, 5] to match x [2, 4, 3]; got [2, 4, 3]',
    )
    expect(() => lstmBackward(dSequence, x, { h, c }, parameters, { steps: 1.5 })).toThrow(
      'lstmBackward: steps must be a whole number of 1 or more; got 1.5',
    )
  })
})
