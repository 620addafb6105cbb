import { expectObject, expectWhole } from './expect-argument.ts'
import { expectLayout, formatShape } from './expect-shape.ts'
import { dense, denseBackward } from './ops/dense.ts'
import { add } from './primitives/binary.ts'
import { concat } from './primitives/concat.ts'
import { matMul } from './primitives/mat-mul.ts'
import { reshape } from './primitives/reshape.ts'
import { slice } from './primitives/slice.ts'
import { ShapeError } from './shape-error.ts'
import { zerosLike, type Tensor } from './tensor.ts'

/**
 * G gates side by side, H units each (G is 1 for rnn, 3 for gru, 4 for lstm): inputWeights [I, G H], recurrentWeights [H, G H],
 * bias [G H]; Keras' kernel, recurrent_kernel and bias.
 */
export type RecurrentParameters = { inputWeights: Tensor; recurrentWeights: Tensor; bias: Tensor }

/** `steps`: gradients flow back within runs of so many steps, counted from the first, and never from one run to the one before. */
export type TruncationOptions = { steps?: number }

/** x Wx + h Wh + b. @param x [N, I] @param h [N, H] @returns [N, G H] @internal */
export function preActivations(x: Tensor, h: Tensor, parameters: RecurrentParameters): Tensor {
  const { inputWeights, recurrentWeights, bias } = parameters
  return add(dense(x, { weights: inputWeights, bias }), matMul(h, recurrentWeights))
}

/** Its gradients. @param dZ [N, G H] @internal */
export function preActivationsBackward(
  dZ: Tensor,
  x: Tensor,
  h: Tensor,
  { inputWeights, recurrentWeights, bias }: RecurrentParameters,
): { dX: Tensor; dH: Tensor; gradients: RecurrentParameters } {
  const input = denseBackward(dZ, x, { weights: inputWeights, bias })
  return {
    dX: input.dX,
    dH: matMul(dZ, recurrentWeights, false, true),
    gradients: {
      inputWeights: input.gradients.weights,
      recurrentWeights: matMul(h, dZ, true, false),
      bias: input.gradients.bias,
    },
  }
}

/** Step `t` of a sequence [N, T, F], as [N, F]. @internal */
export function atStep(sequence: Tensor, t: number): Tensor {
  const [samples, , features] = sequence.shape
  return reshape(slice(sequence, [0, t, 0], [samples, 1, features]), [samples, features])
}

/** T tensors [N, F] as a sequence [N, T, F]. @internal */
export function stackSteps(steps: readonly Tensor[]): Tensor {
  return concat(
    steps.map((t) => reshape(t, [t.shape[0], 1, t.shape[1]])),
    1,
  )
}

/** Every state of a sequence, the first after step 0. @param x [N, T, I] @internal */
export function forwardThroughTime<State>(
  x: Tensor,
  initial: State,
  step: (xStep: Tensor, previous: State) => State,
): State[] {
  const states: State[] = []
  for (let t = 0; t < x.shape[1]; t++) states.push(step(atStep(x, t), t === 0 ? initial : states[t - 1]))
  return states
}

/**
 * Back-propagation through time (Werbos, 1990), or its truncated form (Williams and Peng, 1990): from the last step to the first
 * each step gets its own upstream gradient plus what the step after it hands back, and the parameters' gradients add up.
 *
 * @param dStates gradients with respect to every state: one [N, T, H] for each tensor that a state consists of
 * @param stepBackward backward of step `t`; `dPrevious` has as many tensors as `dState`
 * @param steps gradients are cut between runs of so many steps; none unless told
 * @returns dX [N, T, I]; dInitial, with respect to the state before the first step
 * @throws ArgumentError unless the run is a whole number of 1 or more
 * @internal
 */
export function backThroughTime(
  functionName: string,
  dStates: readonly Tensor[],
  stepBackward: (
    dState: readonly Tensor[],
    t: number,
  ) => { dX: Tensor; dPrevious: readonly Tensor[]; gradients: RecurrentParameters },
  { steps }: TruncationOptions,
): { dX: Tensor; dInitial: readonly Tensor[]; gradients: RecurrentParameters } {
  if (steps !== undefined) expectWhole(functionName, 'steps', steps, 1)
  const length = dStates[0].shape[1]
  const run = steps ?? length
  const dX: Tensor[] = []
  let carried = dStates.map((t) => zerosLike(atStep(t, 0)))
  let total: RecurrentParameters | undefined
  for (let t = length - 1; t >= 0; t--) {
    const isLastOfRun = (t + 1) % run === 0
    const own = dStates.map((gradient) => atStep(gradient, t))
    const dState = isLastOfRun ? own : own.map((gradient, part) => add(gradient, carried[part]))
    const { dX: dStep, dPrevious, gradients } = stepBackward(dState, t)
    dX.unshift(dStep)
    carried = [...dPrevious]
    total = total ? addGradients(total, gradients) : gradients
  }
  if (!total) throw new Error('a sequence has at least one step')
  return { dX: stackSteps(dX), dInitial: carried, gradients: total }
}

function addGradients(a: RecurrentParameters, b: RecurrentParameters): RecurrentParameters {
  return {
    inputWeights: add(a.inputWeights, b.inputWeights),
    recurrentWeights: add(a.recurrentWeights, b.recurrentWeights),
    bias: add(a.bias, b.bias),
  }
}

/** The tensors of the state before the first step, by their names, each [N, H]. */
type States = { [argument: string]: Tensor }

/**
 * @param layout of x: [N, I] for a step
 * @param gates how many times H columns the weights have
 * @param biasRows how many biases each column has: bias is [G H] for one, else [biasRows, G H]
 * @throws ShapeError when the shapes don't fit
 * @internal
 */
export function expectRecurrentFit(
  functionName: string,
  x: Tensor,
  layout: readonly string[],
  states: States,
  parameters: RecurrentParameters,
  gates: number,
  biasRows = 1,
): void {
  expectLayout(functionName, 'x', x, layout)
  expectObject(functionName, 'parameters', parameters, '{ inputWeights, recurrentWeights, bias }')
  const { inputWeights, recurrentWeights, bias } = parameters
  expectLayout(functionName, 'recurrentWeights', recurrentWeights, ['H', gates === 1 ? 'H' : `${gates} H`])
  const units = recurrentWeights.shape[0]
  const columns = gates * units
  expectLayout(functionName, 'recurrentWeights', recurrentWeights, [units, columns], `for ${units} units`)
  const reason = `to match recurrentWeights ${formatShape(recurrentWeights.shape)}`
  expectLayout(functionName, 'bias', bias, biasRows === 1 ? [columns] : [biasRows, columns], reason)
  const both = `to match x ${formatShape(x.shape)} and recurrentWeights ${formatShape(recurrentWeights.shape)}`
  expectLayout(functionName, 'inputWeights', inputWeights, [x.shape[layout.length - 1], columns], both)
  for (const [argument, state] of Object.entries(states)) {
    expectLayout(functionName, argument, state, [x.shape[0], units], both)
  }
}

/** As `expectRecurrentFit` for a sequence x [N, T, I] of one step or more. @throws ShapeError when the shapes don't fit @internal */
export function expectSequence(
  functionName: string,
  x: Tensor,
  states: States,
  parameters: RecurrentParameters,
  gates: number,
  biasRows = 1,
): void {
  expectRecurrentFit(functionName, x, ['N', 'T', 'I'], states, parameters, gates, biasRows)
  if (x.shape[1] < 1) throw new ShapeError(functionName, 'x', '[N, T, I] of at least one step', formatShape(x.shape))
}
