import { expectObject } from '../expect-argument.ts'
import { expectLayout, expectShape, formatShape } from '../expect-shape.ts'
import { gatesBackward, lstmGates, lstmProductsBackward, memoryBackward, nextMemory } from '../lstm-gates.ts'
import { mul } from '../primitives/binary.ts'
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
import type { Tensor } from '../tensor.ts'
import { sigmoid } from './sigmoid.ts'
import { tanh } from './tanh.ts'

/** h, what the layer puts out, and c, its memory: [N, H] both; [N, T, H] both where they are those of every step. */
export type LstmState = { h: Tensor; c: Tensor }

/**
 * One step of the long short-term memory (Hochreiter and Schmidhuber, 1997, with the forget gate of Gers et al., 2000). With
 * z = x Wx + h Wh + b cut into four blocks of H columns, in Keras' order i, f, g, o (input, forget, cell, output):
 *
 *     c = sigmoid(f) cPrevious + sigmoid(i) tanh(g)
 *     h = sigmoid(o) tanh(c)
 *
 * @param x [N, I]
 * @param previous h and c before the step, [N, H] both
 * @param parameters inputWeights [I, 4H], recurrentWeights [H, 4H], bias [4H]
 * @returns h and c after the step
 * @throws ShapeError when the shapes don't fit
 */
export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  expectStep('lstmStep', x, previous, parameters)
  const gates = lstmGates(x, previous.h, parameters)
  const c = nextMemory(gates, previous.c)
  return { h: mul(sigmoid(gates.output), tanh(c)), c }
}

/**
 * Back through h = sigmoid(o) tanh(c) first: c gets what comes from h and what comes from the next step's memory.
 *
 * @param dState gradients of the loss with respect to the step's h and c, [N, H] both
 * @param x [N, I], what the step was given, as are previous and parameters
 * @throws ShapeError when the shapes don't fit
 */
export function lstmStepBackward(
  dState: LstmState,
  x: Tensor,
  previous: LstmState,
  parameters: RecurrentParameters,
): { dX: Tensor; dPrevious: LstmState; gradients: RecurrentParameters } {
  expectStep('lstmStepBackward', x, previous, parameters)
  expectObject('lstmStepBackward', 'dState', dState, '{ h, c }')
  expectShape('lstmStepBackward', 'dState.h', dState.h, previous.h.shape)
  expectShape('lstmStepBackward', 'dState.c', dState.c, previous.c.shape)
  const gates = lstmGates(x, previous.h, parameters)
  const c = nextMemory(gates, previous.c)
  const dC = memoryBackward(dState, gates, c)
  const dGates = gatesBackward(dState.h, dC, gates, c, previous.c)
  const { dX, dH, gradients } = lstmProductsBackward(dGates, x, previous.h, parameters)
  return { dX, dPrevious: { h: dH, c: mul(dC, sigmoid(gates.forget)) }, gradients }
}

/**
 * `lstmStep` along a sequence.
 *
 * @param x [N, T, I]
 * @param initial the state before the first step, [N, H] both
 * @returns every h and every c, [N, T, H] both
 * @throws ShapeError when the shapes don't fit
 */
export function lstm(x: Tensor, initial: LstmState, parameters: RecurrentParameters): LstmState {
  expectSequence('lstm', x, stateArguments('lstm', 'initial', initial), parameters, 4)
  const states = forwardThroughTime(x, initial, (xStep, previous) => lstmStep(xStep, previous, parameters))
  return { h: stackSteps(states.map(({ h }) => h)), c: stackSteps(states.map(({ c }) => c)) }
}

/**
 * Back-propagation through time.
 *
 * @param dStates gradients of the loss with respect to every h and every c, [N, T, H] both
 * @param x [N, T, I], what the op was given, as are initial and parameters
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError unless `steps`, where given, is a whole number of 1 or more
 */
export function lstmBackward(
  dStates: LstmState,
  x: Tensor,
  initial: LstmState,
  parameters: RecurrentParameters,
  truncation: TruncationOptions = {},
): { dX: Tensor; dInitial: LstmState; gradients: RecurrentParameters } {
  expectSequence('lstmBackward', x, stateArguments('lstmBackward', 'initial', initial), parameters, 4)
  const layout = [x.shape[0], x.shape[1], initial.h.shape[1]]
  const reason = `to match x ${formatShape(x.shape)}`
  expectObject('lstmBackward', 'dStates', dStates, '{ h, c }')
  expectLayout('lstmBackward', 'dStates.h', dStates.h, layout, reason)
  expectLayout('lstmBackward', 'dStates.c', dStates.c, layout, reason)
  const states = forwardThroughTime(x, initial, (xStep, previous) => lstmStep(xStep, previous, parameters))
  const { dX, dInitial, gradients } = backThroughTime(
    'lstmBackward',
    [dStates.h, dStates.c],
    ([h, c], t) => {
      const step = lstmStepBackward({ h, c }, atStep(x, t), t === 0 ? initial : states[t - 1], parameters)
      return { ...step, dPrevious: [step.dPrevious.h, step.dPrevious.c] }
    },
    truncation,
  )
  return { dX, dInitial: { h: dInitial[0], c: dInitial[1] }, gradients }
}

function expectStep(functionName: string, x: Tensor, previous: LstmState, parameters: RecurrentParameters): void {
  expectRecurrentFit(functionName, x, ['N', 'I'], stateArguments(functionName, 'previous', previous), parameters, 4)
}

function stateArguments(functionName: string, name: string, state: LstmState): { [argument: string]: Tensor } {
  expectObject(functionName, name, state, '{ h, c }')
  const { h, c } = state
  return { [`${name}.h`]: h, [`${name}.c`]: c }
}
