import { todo, type Tensor } from 'grade-descent/student'

// Exercise 6, recurrent steps. The mathematics is in handout.en.md and handout.zh.md beside this file.
//
// N is the batch, T the number of steps, I the number of inputs of a step, H the number of units.
// `dSomething` is the gradient of the loss with respect to `something` and has its shape.
// The functions are pure: they never change their arguments. The dtype of a result is that of the inputs.
// What you wrote in exercises 1 to 3 is given: sigmoid, tanh, dense and their backwards can be imported from 'grade-descent/student',
// beside matMul, add, mul, sum, slice, concat, reshape, zeros and the like.

/** Parameters of a recurrent layer; their gradients have the same shapes. The same ones serve every step. */
export interface RecurrentParameters {
  /** Wx: [I, H]; for the LSTM [I, 4H], four gates side by side */
  inputWeights: Tensor
  /** Wh: [H, H]; for the LSTM [H, 4H] */
  recurrentWeights: Tensor
  /** b: [H]; for the LSTM [4H] */
  bias: Tensor
}

/** What an LSTM hands from one step to the next; also the gradients with respect to it. */
export interface LstmState {
  /** [N, H], what the step puts out */
  h: Tensor
  /** [N, H], the memory */
  c: Tensor
}

/**
 * One step of a simple recurrent network: tanh(x Wx + hPrevious Wh + b).
 *
 * Source: Elman, "Finding structure in time", 1990; handout, "One step".
 *
 * @param x [N, I]
 * @param hPrevious [N, H], the state before the step
 * @param parameters inputWeights [I, H], recurrentWeights [H, H], bias [H]
 * @returns the state after the step, [N, H]; finite and right for pre-activations up to +-1000
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function rnnStep(x: Tensor, hPrevious: Tensor, parameters: RecurrentParameters): Tensor {
  // TODO: two products, a bias, a tanh.
  return todo('rnnStep')
}

/**
 * Gradients of one step, given the gradient with respect to the state that came out of it.
 *
 * Source: chain rule; handout, "One step, backwards".
 *
 * @param dH [N, H], gradient of the loss with respect to the step's result
 * @param x [N, I], what the step was given, as are hPrevious and parameters
 * @param hPrevious [N, H]
 * @param parameters inputWeights [I, H], recurrentWeights [H, H], bias [H]
 * @returns dX [N, I]; dHPrevious [N, H]; gradients, with the names and shapes of the parameters
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function rnnStepBackward(
  dH: Tensor,
  x: Tensor,
  hPrevious: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dHPrevious: Tensor; gradients: RecurrentParameters } {
  // TODO: back through the tanh, then through the two products.
  return todo('rnnStepBackward')
}

/**
 * A whole sequence: your rnnStep, once for each step, with the same parameters.
 *
 * Source: handout, "A sequence".
 *
 * @param x [N, T, I], T is 1 or more
 * @param h0 [N, H], the state before the first step
 * @param parameters inputWeights [I, H], recurrentWeights [H, H], bias [H]
 * @returns the state after every step, [N, T, H]
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function rnn(x: Tensor, h0: Tensor, parameters: RecurrentParameters): Tensor {
  // TODO: step by step, each from the state that the one before has left.
  return todo('rnn')
}

/**
 * Back-propagation through time.
 *
 * Source: Werbos, "Backpropagation through time", 1990; handout, "Back-propagation through time".
 *
 * @param dH [N, T, H], gradient of the loss with respect to every state that rnn returned
 * @param x [N, T, I], what rnn was given, as are h0 and parameters
 * @param h0 [N, H]
 * @param parameters inputWeights [I, H], recurrentWeights [H, H], bias [H]
 * @returns dX [N, T, I]; dH0 [N, H]; gradients, with the names and shapes of the parameters
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function rnnBackward(
  dH: Tensor,
  x: Tensor,
  h0: Tensor,
  parameters: RecurrentParameters,
): { dX: Tensor; dH0: Tensor; gradients: RecurrentParameters } {
  // TODO: the steps in reverse; what comes back from the later step joins what arrives at this one.
  return todo('rnnBackward')
}

/**
 * One step of a long short-term memory. z = x Wx + h Wh + b has 4H columns: H for each gate, in Keras' order input, forget,
 * cell, output. The cell's candidate goes through tanh, the three gates through the logistic sigmoid.
 *
 * Source: Hochreiter and Schmidhuber, 1997; Gers, Schmidhuber and Cummins, 2000; handout, "The LSTM".
 *
 * @param x [N, I]
 * @param previous h and c before the step, [N, H] both
 * @param parameters inputWeights [I, 4H], recurrentWeights [H, 4H], bias [4H]
 * @returns h and c after the step, [N, H] both; finite and right for pre-activations up to +-1000
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function lstmStep(x: Tensor, previous: LstmState, parameters: RecurrentParameters): LstmState {
  // TODO: z, cut into four; then the memory; then what is put out of it.
  return todo('lstmStep')
}

/**
 * Gradients of one LSTM step, given the gradients with respect to both tensors of the state that came out of it.
 *
 * Source: chain rule; handout, "The LSTM, backwards".
 *
 * @param dState gradients of the loss with respect to the step's h and c, [N, H] both; either may be all zeros
 * @param x [N, I], what the step was given, as are previous and parameters
 * @param previous h and c before the step, [N, H] both
 * @param parameters inputWeights [I, 4H], recurrentWeights [H, 4H], bias [4H]
 * @returns dX [N, I]; dPrevious, with h and c, [N, H] both; gradients, with the names and shapes of the parameters
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function lstmStepBackward(
  dState: LstmState,
  x: Tensor,
  previous: LstmState,
  parameters: RecurrentParameters,
): { dX: Tensor; dPrevious: LstmState; gradients: RecurrentParameters } {
  // TODO: what reaches the memory, then the four gates, then the two products.
  return todo('lstmStepBackward')
}

/**
 * Scales gradients down together, so that their joint Euclidean norm is at most maxNorm.
 *
 * Source: Pascanu, Mikolov and Bengio, 2013; handout, "Clipping".
 *
 * @param gradients tensors of any shapes
 * @param maxNorm positive
 * @returns as many tensors, in the same order: all multiplied by maxNorm / norm where the joint norm is larger than maxNorm,
 *   else as they are
 */
export function clipByGlobalNorm(gradients: readonly Tensor[], maxNorm: number): Tensor[] {
  // TODO: one norm for all of them, one factor for all of them.
  return todo('clipByGlobalNorm')
}
