import { expectLayout, expectShape, formatShape } from '../expect-shape.ts'
import {
  atStep,
  backThroughTime,
  expectRecurrentFit,
  expectSequence,
  forwardThroughTime,
  preActivations,
  preActivationsBackward,
  stackSteps,
  type RecurrentParameters,
  type TruncationOptions,
} from '../recurrent.ts'
import type { Tensor } from '../tensor.ts'
import { tanh, tanhBackward } from './tanh.ts'

/**
 * One step of the simple recurrent layer (Elman, 1990): h = tanh(x Wx + hPrevious Wh + b).
 *
 * @param x [N, I]
 * @param hPrevious [N, H]
 * @param parameters inputWeights [I, H], recurrentWeights [H, H], bias [H]
 * @returns h, [N, H]
 * @throws ShapeError when the shapes don't fit
 */
export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  expectRecurrentFit('rnnStep', x, ['N', 'I'], { hPrevious }, parameters, 1)
  return tanh(preActivations(x, hPrevious, parameters))
}

/**
 * Back through tanh, then through the two products as in `dense`.
 *
 * @param dH gradient of the loss with respect to h, [N, H]
 * @param x [N, I], what the step was given, as are hPrevious and parameters
 * @throws ShapeError when the shapes don't fit
 */
export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  expectRecurrentFit('rnnStepBackward', x, ['N', 'I'], { hPrevious }, parameters, 1)
  expectShape('rnnStepBackward', 'dH', dH, hPrevious.shape)
  const dZ = tanhBackward(dH, preActivations(x, hPrevious, parameters))
  const { dX, dH: dHPrevious, gradients } = preActivationsBackward(dZ, x, hPrevious, parameters)
  return { dX, dHPrevious, gradients }
}

/**
 * `rnnStep` along a sequence.
 *
 * @param x [N, T, I]
 * @param h0 the state before the first step, [N, H]
 * @returns every h, [N, T, H]
 * @throws ShapeError when the shapes don't fit
 */
export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  expectSequence('rnn', x, { h0 }, parameters, 1)
  return stackSteps(forwardThroughTime(x, h0, (xStep, h) => rnnStep(xStep, h, parameters)))
}

/**
 * Back-propagation through time.
 *
 * @param dH gradient of the loss with respect to every h, [N, T, H]
 * @param x [N, T, I], what the op was given, as are h0 and parameters
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError unless `steps`, where given, is a whole number of 1 or more
 */
export function rnnBackward(
  dH: Tensor,
  x: Tensor,
  h0: Tensor,
  parameters: RecurrentParameters,
  truncation: TruncationOptions = {},
): { dX: Tensor; dH0: Tensor; gradients: RecurrentParameters } {
  expectSequence('rnnBackward', x, { h0 }, parameters, 1)
  expectLayout('rnnBackward', 'dH', dH, [x.shape[0], x.shape[1], h0.shape[1]], `to match x ${formatShape(x.shape)}`)
  const states = forwardThroughTime(x, h0, (xStep, h) => rnnStep(xStep, h, parameters))
  const { dX, dInitial, gradients } = backThroughTime(
    'rnnBackward',
    [dH],
    ([dState], t) => {
      const step = rnnStepBackward(dState, atStep(x, t), t === 0 ? h0 : states[t - 1], parameters)
      return { ...step, dPrevious: [step.dHPrevious] }
    },
    truncation,
  )
  return { dX, dH0: dInitial[0], gradients }
}
