import { todo, type Tensor } from 'grade-descent/student'

// Exercise 3, back-propagation. The mathematics is in handout.en.md and handout.zh.md beside this file.
//
// N is the batch, always the first axis. `dSomething` is the gradient of the loss with respect to `something` and has its shape.
// The functions are pure: they never change their arguments. The dtype of a result is that of the inputs.
// What you wrote in exercises 1 and 2 is given: relu, reluBackward, sigmoid, sigmoidBackward, dense, meanSquaredError and
// meanSquaredErrorBackward can be imported from 'grade-descent/student', beside matMul, sum, add, sub, mul and the like.

/** Parameters of a dense layer with I inputs and O outputs; their gradients have the same shapes. */
export interface DenseParameters {
  /** [I, O] */
  weights: Tensor
  /** [O] */
  bias: Tensor
}

/** Parameters of the 2-3-1 network; their gradients have the same shapes. */
export interface NetworkParameters {
  /** [2, 3] */
  weights1: Tensor
  /** [3] */
  bias1: Tensor
  /** [3, 1] */
  weights2: Tensor
  /** [1] */
  bias2: Tensor
}

/** What the forward pass of the 2-3-1 network leaves for the backward pass. You may add fields of your own. */
export interface NetworkCache {
  /** [N, 3], before the ReLU */
  z1: Tensor
  /** [N, 3], after the ReLU */
  a1: Tensor
  /** [N, 1], before the sigmoid */
  z2: Tensor
  /** [N, 1], after the sigmoid */
  prediction: Tensor
}

/** What the forward pass of an MLP leaves for the backward pass. You may add fields of your own. */
export interface MlpCache {
  /**
   * One entry more than there are layers: `activations[0]` is x, `activations[l]` is what layer l of 1, 2, ... gives on,
   * after its ReLU; the last entry is the network's output.
   */
  activations: Tensor[]
}

/**
 * Gradients of a dense layer y = x weights + bias, given the gradient with respect to y.
 *
 * Source: chain rule for a matrix product; handout, "A dense layer, backwards".
 *
 * @param dOut [N, O], gradient of the loss with respect to the layer's output; a mean over the batch is already in it
 * @param x [N, I], the layer's input
 * @param parameters weights [I, O], bias [O]
 * @returns dX [N, I]; gradients.weights [I, O]; gradients.bias [O]
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function denseBackward(
  dOut: Tensor,
  x: Tensor,
  parameters: DenseParameters,
): { dX: Tensor; gradients: DenseParameters } {
  // TODO: three sums of products, one for each input of the layer.
  return todo('denseBackward')
}

/**
 * Forward pass of the 2-3-1 network: dense, ReLU, dense, sigmoid. Keeps what the backward pass needs.
 *
 * Source: handout, "The 2-3-1 network, forwards".
 *
 * @param parameters weights1 [2, 3], bias1 [3], weights2 [3, 1], bias2 [1]
 * @param x [N, 2]
 * @returns z1 [N, 3], a1 [N, 3], z2 [N, 1], prediction [N, 1]
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  // TODO: four lines, one for each field of the cache.
  return todo('networkForward')
}

/**
 * Gradients of the 2-3-1 network's mean squared error with respect to its parameters.
 *
 * Source: chain rule; handout, "The 2-3-1 network, backwards".
 *
 * @param parameters weights1 [2, 3], bias1 [3], weights2 [3, 1], bias2 [1]
 * @param cache what your networkForward returned for the same parameters and x
 * @param x [N, 2]
 * @param target [N, 1]
 * @returns the gradients, with the names and shapes of the parameters
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  // TODO: walk back from the loss: sigmoid, dense, ReLU, dense.
  return todo('networkBackward')
}

/**
 * Forward pass of an MLP of any depth (1 layer or more): dense layers with a ReLU between them, none after the last.
 *
 * Source: handout, "Any depth".
 *
 * @param layers weights [I, O] and bias [O] of each layer, from the input to the output
 * @param x [N, I of the first layer]
 * @returns activations: x, then each hidden layer's activation [N, O of that layer] after its ReLU, then the output
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function mlpForwardWithCache(layers: readonly DenseParameters[], x: Tensor): MlpCache {
  // TODO: one activation more for each layer.
  return todo('mlpForwardWithCache')
}

/**
 * Gradients of an MLP with respect to its input and to every layer's parameters.
 *
 * Source: chain rule, layer by layer from the last to the first; handout, "Any depth".
 *
 * @param layers weights [I, O] and bias [O] of each layer, from the input to the output
 * @param cache what your mlpForwardWithCache returned for the same layers and x
 * @param dOut [N, O of the last layer], gradient of the loss with respect to the output
 * @returns dX, with the shape of x; gradients[l], with the shapes of layers[l], in the order of the layers
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function mlpBackward(
  layers: readonly DenseParameters[],
  cache: MlpCache,
  dOut: Tensor,
): { dX: Tensor; gradients: DenseParameters[] } {
  // TODO: the layers in reverse; what is one layer's dX is the next one's dOut, once it has passed the ReLU.
  return todo('mlpBackward')
}

/**
 * One step of gradient descent for one parameter.
 *
 * Source: handout, "Gradient descent".
 *
 * @param parameter any shape
 * @param gradient of the loss with respect to the parameter, same shape
 * @param learningRate positive, no unit
 * @returns the new parameter, same shape; the old one is left as it is
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function gradientDescentStep(parameter: Tensor, gradient: Tensor, learningRate: number): Tensor {
  // TODO: a small step downhill.
  return todo('gradientDescentStep')
}

/**
 * Trains the 2-3-1 network by gradient descent on the mean squared error, the whole batch at every step.
 *
 * Source: handout, "Gradient descent".
 *
 * @param parameters where to start: weights1 [2, 3], bias1 [3], weights2 [3, 1], bias2 [1]; left as they are
 * @param x [N, 2]
 * @param target [N, 1]
 * @param options learningRate, positive; steps, the number of updates, 1 or more
 * @returns parameters after the last update; losses, one for each step, each taken before that step's update
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  options: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  // TODO: forward, loss, backward, four updates; again.
  return todo('train')
}
