import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { rnn, rnnBackward, rnnStep, rnnStepBackward } from '../../../reference-engine/ops/rnn.ts'
import { concat } from '../../../reference-engine/primitives/concat.ts'
import { slice } from '../../../reference-engine/primitives/slice.ts'
import { atStep } from '../../../reference-engine/recurrent.ts'
import type { Tensor } from '../../../reference-engine/tensor.ts'
import { expectLikeTf, expectNumericGradients } from '../op-oracles.ts'
import {
  drawRecurrent,
  listOf,
  outputOfLayer,
  product,
  recurrentCases,
  runsOf,
  throughTimeInTf,
  totalOf,
} from '../recurrent-cases.ts'
import { build, draw, drawn, entryAt, expectClose, float64, shapeErrorOf } from '../support.ts'
import { tf } from '../tfjs.ts'

describe('rnnStep', () => {
  test('is tanh(x Wx + h Wh + b) by plain loops; its backward agrees with differences, in float64', () => {
    fc.assert(
      fc.property(recurrentCases, (given) => {
        const { xStep, h, parameters, dStep } = drawRecurrent(given, 1, 'float64')
        const { inputWeights, recurrentWeights, bias } = parameters
        const expected = build(h.shape, ([n, unit]) =>
          Math.tanh(product(xStep, n, inputWeights, unit) + product(h, n, recurrentWeights, unit) + bias.data[unit]),
        )
        const forward = () => rnnStep(xStep, h, parameters)
        expectClose(forward(), expected)
        expectNumericGradients(forward, dStep.h, [xStep, h, ...listOf(parameters)], () => {
          const { dX, dHPrevious, gradients } = rnnStepBackward(dStep.h, xStep, h, parameters)
          return [dX, dHPrevious, ...listOf(gradients)]
        })
      }),
      drawn,
    )
  })

  test('by hand: tanh(2 * 3 + 4 * (-1) - 2) is 0 and has slope 1', () => {
    const parameters = {
      inputWeights: float64([3], [1, 1]),
      recurrentWeights: float64([-1], [1, 1]),
      bias: float64([-2]),
    }
    const [x, h] = [float64([2], [1, 1]), float64([4], [1, 1])]
    expect([...rnnStep(x, h, parameters).data]).toEqual([0])
    const { dX, dHPrevious, gradients } = rnnStepBackward(float64([5], [1, 1]), x, h, parameters)
    expect([dX, dHPrevious, ...listOf(gradients)].map(({ data }) => data[0])).toEqual([15, -5, 10, 20, 5])
  })
})

describe('rnn', () => {
  test('is step after step; its backward agrees with differences, in float64', () => {
    fc.assert(
      fc.property(recurrentCases, (given) => {
        const { x, h, parameters, dSequence } = drawRecurrent(given, 1, 'float64')
        const forward = () => rnn(x, h, parameters)
        let state = h
        const steps = Array.from({ length: given.steps }, (_, t) => (state = rnnStep(atStep(x, t), state, parameters)))
        expectClose(
          forward(),
          build(dSequence.h.shape, ([n, t, unit]) => entryAt(steps[t], [n, unit])),
          0,
        )
        expectNumericGradients(forward, dSequence.h, [x, h, ...listOf(parameters)], () => {
          const { dX, dH0, gradients } = rnnBackward(dSequence.h, x, h, parameters)
          return [dX, dH0, ...listOf(gradients)]
        })
      }),
      drawn,
    )
  })

  test("agrees with tf.js' layer in float32, and with its gradients for the same formula", () => {
    fc.assert(
      fc.property(recurrentCases, (given) => {
        const { x, h, parameters, dSequence } = drawRecurrent(given, 1, 'float32')
        const { dX, dH0, gradients } = rnnBackward(dSequence.h, x, h, parameters)
        expectLikeTf({
          inputs: [x, h, ...listOf(parameters)],
          output: rnn(x, h, parameters),
          dOut: dSequence.h,
          gradients: [dX, dH0, ...listOf(gradients)],
          inTf: ([input, initial, kernel, recurrentKernel, bias]) =>
            throughTimeInTf(input, [initial], (step, [state]) => [
              tf.tanh(step.matMul(kernel).add(state.matMul(recurrentKernel)).add(bias)),
            ])[0],
        })
        const layer = tf.layers.simpleRNN({ units: given.units, returnSequences: true })
        expectClose(rnn(x, h, parameters), outputOfLayer(layer, x, [h], parameters))
      }),
      drawn,
    )
  })

  test('cut every `steps` steps, gradients are those of the runs one after the other', () => {
    const given = { samples: 2, steps: 5, inputs: 3, units: 2, seed: 1 }
    const { x, h, parameters, dSequence } = drawRecurrent(given, 1, 'float64')
    const whole = rnnBackward(dSequence.h, x, h, parameters)
    for (const steps of [1, 2, 3]) {
      const cut = rnnBackward(dSequence.h, x, h, parameters, { steps })
      let state = h
      const runs = runsOf(given.steps, steps).map(({ start, length }) => {
        const part = (t: Tensor) => slice(t, [0, start, 0], [-1, length, -1])
        const backward = rnnBackward(part(dSequence.h), part(x), state, parameters)
        state = atStep(rnn(part(x), state, parameters), length - 1)
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
      expect(cut.dH0).not.toEqual(whole.dH0)
    }
    expect(rnnBackward(dSequence.h, x, h, parameters, { steps: 5 })).toEqual(whole)
    expect(rnnBackward(dSequence.h, x, h, parameters, { steps: 9 })).toEqual(whole)
  })

  test('takes an empty batch', () => {
    const { parameters } = drawRecurrent({ samples: 1, steps: 2, inputs: 3, units: 2, seed: 1 }, 1, 'float64')
    const [x, h, dH] = [draw(1, [0, 2, 3]), draw(1, [0, 2]), draw(1, [0, 2, 2])]
    expect(rnn(x, h, parameters).shape).toEqual([0, 2, 2])
    const { dX, dH0, gradients } = rnnBackward(dH, x, h, parameters)
    expect([dX.shape, dH0.shape]).toEqual([x.shape, h.shape])
    expect(listOf(gradients).every(({ data }) => data.every((value) => value === 0))).toBe(true)
  })

  test('misfits say so', () => {
    const given = { samples: 2, steps: 4, inputs: 3, units: 5, seed: 1 }
    const { xStep, x, h, parameters, dSequence } = drawRecurrent(given, 1, 'float64')
    const messageOf = (action: () => unknown) => shapeErrorOf(action).message
    expect(messageOf(() => rnnStep(draw(1, [2, 4]), h, parameters))).toBe(
      'rnnStep: inputWeights must be [4, 5] to match x [2, 4] and recurrentWeights [5, 5]; got [3, 5]',
    )
    expect(messageOf(() => rnnStep(xStep, draw(1, [3, 5]), parameters))).toBe(
      'rnnStep: hPrevious must be [2, 5] to match x [2, 3] and recurrentWeights [5, 5]; got [3, 5]',
    )
    expect(() => rnn(x, h, undefined as never)).toThrow(
      'rnn: parameters must be { inputWeights, recurrentWeights, bias }; got undefined',
    )
    expect(messageOf(() => rnnStep(x, h, parameters))).toBe('rnnStep: x must be [N, I]; got [2, 4, 3]')
    expect(messageOf(() => rnnStepBackward(xStep, xStep, h, parameters))).toBe(
      'rnnStepBackward: dH must be of shape [2, 5]; got [2, 3]',
    )
    expect(messageOf(() => rnn(x, h, { ...parameters, bias: draw(1, [4]) }))).toBe(
      'rnn: bias must be [5] to match recurrentWeights [5, 5]; got [4]',
    )
    expect(messageOf(() => rnn(x, h, { ...parameters, recurrentWeights: draw(1, [5, 4]) }))).toBe(
      'rnn: recurrentWeights must be [5, 5] for 5 units; got [5, 4]',
    )
    expect(messageOf(() => rnn(draw(1, [2, 0, 3]), h, parameters))).toBe(
      'rnn: x must be [N, T, I] of at least one step; got [2, 0, 3]',
    )
    expect(messageOf(() => rnnBackward(draw(1, [2, 3, 5]), x, h, parameters))).toBe(
      'rnnBackward: dH must be [2, 4, 5] to match x [2, 4, 3]; got [2, 3, 5]',
    )
    expect(() => rnnBackward(dSequence.h, x, h, parameters, { steps: 0 })).toThrow(
      'rnnBackward: steps must be a whole number of 1 or more; got 0',
    )
  })
})
