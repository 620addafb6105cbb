import { expectBoolean } from '../expect-argument.ts'
import { expectLayout, expectShape, formatShape } from '../expect-shape.ts'
import { add, mul, sub } from '../primitives/binary.ts'
import { concat } from '../primitives/concat.ts'
import { reshape } from '../primitives/reshape.ts'
import { slice } from '../primitives/slice.ts'
import {
  atStep,
  backThroughTime,
  expectRecurrentFit,
  expectSequence,
  forwardThroughTime,
  stackSteps,
  type RecurrentParameters,
  type TruncationOptions,
} from '../recurrent.ts'
import { zerosLike, type Tensor } from '../tensor.ts'
import { dense, denseBackward } from './dense.ts'
import { sigmoid, sigmoidBackward } from './sigmoid.ts'
import { tanh, tanhBackward } from './tanh.ts'

/** `resetAfter`: whether the reset gate acts after the product with the recurrent weights; true unless told, as in Keras. */
export type GruOptions = { resetAfter?: boolean }

/**
 * One step of the gated recurrent unit (Cho et al., 2014). The weights are three blocks of H columns in Keras' order z, r, g
 * (update, reset, candidate); with the blocks of a = x Wx + b and of u = hPrevious Wh + c:
 *
 *     z = sigmoid(a_z + u_z)
 *     r = sigmoid(a_r + u_r)
 *     g = tanh(a_g + r u_g)                       resetAfter: a second bias c, inside the reset gate
 *     g = tanh(a_g + (r hPrevious) Wh_g)          otherwise; c is 0
 *     h = z hPrevious + (1 - z) g
 *
 * @param x [N, I]
 * @param hPrevious [N, H]
 * @param parameters inputWeights [I, 3H], recurrentWeights [H, 3H], bias [2, 3H] (b, then c) with resetAfter, else [3H]
 * @returns h, [N, H]
 * @throws ShapeError when the shapes don't fit
 */
export function gruStep(
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
  { resetAfter = true }: GruOptions = {},
): Tensor {
  expectRecurrentFit('gruStep', x, ['N', 'I'], { hPrevious }, parameters, 3, biasRows('gruStep', resetAfter))
  const { z, g } = calculateGates(x, hPrevious, cutParameters(parameters, resetAfter), resetAfter)
  return add(mul(sigmoid(z), hPrevious), mul(sub(1, sigmoid(z)), tanh(g)))
}

/**
 * Back through the blend first, then the candidate, then the gates.
 *
 * @param dH gradient of the loss with respect to h, [N, H]
 * @param x [N, I], what the step was given, as are hPrevious and parameters
 * @throws ShapeError when the shapes don't fit
 */
export function gruStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
  { resetAfter = true }: GruOptions = {},
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  expectRecurrentFit(
    'gruStepBackward',
    x,
    ['N', 'I'],
    { hPrevious },
    parameters,
    3,
    biasRows('gruStepBackward', resetAfter),
  )
  expectShape('gruStepBackward', 'dH', dH, hPrevious.shape)
  const cut = cutParameters(parameters, resetAfter)
  const { z, r, g, recurrentCandidate } = calculateGates(x, hPrevious, cut, resetAfter)
  const reset = sigmoid(r)
  const dZ = sigmoidBackward(mul(dH, sub(hPrevious, tanh(g))), z)
  const dG = tanhBackward(mul(dH, sub(1, sigmoid(z))), g)
  const kept = mul(dH, sigmoid(z))

  const candidateInput = resetAfter ? hPrevious : mul(reset, hPrevious)
  const candidate = denseBackward(resetAfter ? mul(dG, reset) : dG, candidateInput, cut.candidate)
  const dReset = resetAfter ? mul(dG, recurrentCandidate) : mul(candidate.dX, hPrevious)
  const dR = sigmoidBackward(dReset, r)
  const throughCandidate = resetAfter ? candidate.dX : mul(candidate.dX, reset)

  const gates = denseBackward(concat([dZ, dR], 1), hPrevious, cut.gates)
  const input = denseBackward(concat([dZ, dR, dG], 1), x, cut.input)
  const recurrentBias = concat([gates.gradients.bias, candidate.gradients.bias])
  return {
    dX: input.dX,
    dHPrevious: add(kept, add(gates.dX, throughCandidate)),
    gradients: {
      inputWeights: input.gradients.weights,
      recurrentWeights: concat([gates.gradients.weights, candidate.gradients.weights], 1),
      bias: resetAfter
        ? reshape(concat([input.gradients.bias, recurrentBias]), parameters.bias.shape)
        : input.gradients.bias,
    },
  }
}

/**
 * `gruStep` along a sequence.
 *
 * @param x [N, T, I]
 * @param h0 the state before the first step, [N, H]
 * @returns every h, [N, T, H]
 * @throws ShapeError when the shapes don't fit
 */
export function gru(x: Tensor, h0: Tensor, parameters: RecurrentParameters, options: GruOptions = {}): Tensor {
  expectSequence('gru', x, { h0 }, parameters, 3, biasRows('gru', options.resetAfter))
  return stackSteps(forwardThroughTime(x, h0, (xStep, h) => gruStep(xStep, h, parameters, options)))
}

/**
 * Back-propagation through time.
 *
 * @param dH gradient of the loss with respect to every h, [N, T, H]
 * @param x [N, T, I], what the op was given, as are h0 and parameters
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError unless `steps`, where given, is a whole number of 1 or more
 */
export function gruBackward(
  dH: Tensor,
  x: Tensor,
  h0: Tensor,
  parameters: RecurrentParameters,
  options: GruOptions & TruncationOptions = {},
): { dX: Tensor; dH0: Tensor; gradients: RecurrentParameters } {
  expectSequence('gruBackward', x, { h0 }, parameters, 3, biasRows('gruBackward', options.resetAfter))
  expectLayout('gruBackward', 'dH', dH, [x.shape[0], x.shape[1], h0.shape[1]], `to match x ${formatShape(x.shape)}`)
  const states = forwardThroughTime(x, h0, (xStep, h) => gruStep(xStep, h, parameters, options))
  const { dX, dInitial, gradients } = backThroughTime(
    'gruBackward',
    [dH],
    ([dState], t) => {
      const step = gruStepBackward(dState, atStep(x, t), t === 0 ? h0 : states[t - 1], parameters, options)
      return { ...step, dPrevious: [step.dHPrevious] }
    },
    options,
  )
  return { dX, dH0: dInitial[0], gradients }
}

/** How many biases each column has. @throws ArgumentError unless `resetAfter` is true or false */
function biasRows(functionName: string, resetAfter = true): number {
  expectBoolean(functionName, 'resetAfter', resetAfter)
  return resetAfter ? 2 : 1
}

/** The products of which a step consists: x with all three blocks, h with the two gates' and with the candidate's. */
type CutParameters = Record<'input' | 'gates' | 'candidate', { weights: Tensor; bias: Tensor }>

function cutParameters(
  { inputWeights, recurrentWeights, bias }: RecurrentParameters,
  resetAfter: boolean,
): CutParameters {
  const [units, columns] = recurrentWeights.shape
  const inputBias = resetAfter ? reshape(slice(bias, 0, 1), [columns]) : bias
  const recurrentBias = resetAfter ? reshape(slice(bias, 1, 1), [columns]) : zerosLike(bias)
  return {
    input: { weights: inputWeights, bias: inputBias },
    gates: {
      weights: slice(recurrentWeights, [0, 0], [units, 2 * units]),
      bias: slice(recurrentBias, 0, 2 * units),
    },
    candidate: { weights: slice(recurrentWeights, [0, 2 * units]), bias: slice(recurrentBias, 2 * units) },
  }
}

/** z, r and g before their activations; recurrentCandidate is u_g, or (r hPrevious) Wh_g. */
function calculateGates(
  x: Tensor,
  hPrevious: Tensor,
  cut: CutParameters,
  resetAfter: boolean,
): Record<'z' | 'r' | 'g' | 'recurrentCandidate', Tensor> {
  const [samples, units] = hPrevious.shape
  const block = (t: Tensor, index: number) => slice(t, [0, index * units], [samples, units])
  const fromInput = dense(x, cut.input)
  const fromState = dense(hPrevious, cut.gates)
  const z = add(block(fromInput, 0), block(fromState, 0))
  const r = add(block(fromInput, 1), block(fromState, 1))
  const recurrentCandidate = dense(resetAfter ? hPrevious : mul(sigmoid(r), hPrevious), cut.candidate)
  const gated = resetAfter ? mul(sigmoid(r), recurrentCandidate) : recurrentCandidate
  return { z, r, g: add(block(fromInput, 2), gated), recurrentCandidate }
}
