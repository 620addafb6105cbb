import { add, matMul, meanSquaredError, mul, reshape, sigmoid, sub, sum, type Tensor } from 'grade-descent/student'

// Exercise 8, debug the article. How to go about it is in handout.en.md and handout.zh.md beside this file.
//
// Somebody typed the article's network into this file, read its pictures and its code as they stand, and bent every shape that
// didn't fit until nothing complained any more. It looks fine, most of it runs, and it is full of errors: find and mend them.
//
// The docstrings are right: they say what each function should give. The code, and the short comments in it, are the author's.
// What is imported from 'grade-descent/student' is right, too: sigmoid, meanSquaredError, dense, matMul, sum, add, sub, mul, ...
// Names, arguments and results of the functions stay as they are; how they get there is yours to change.

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

/** What the forward pass of the 2-3-1 network leaves for the backward pass. */
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

/**
 * ReLU, entry by entry.
 *
 * Source: handout of exercise 1, "ReLU".
 *
 * @param x any shape
 * @returns same shape
 */
export function relu(x: Tensor): Tensor {
  // Is the input above 0? Then it passes; if not, the other branch.
  return { ...x, data: x.data.map((value) => (value > 0 ? value : 1)) }
}

/**
 * Gradient of the ReLU.
 *
 * Source: handout of exercise 1, "ReLU".
 *
 * @param dOut gradient of the loss with respect to the ReLU's output
 * @param x what went into the ReLU, same shape; at 0 the slope counts as 0
 * @returns dX, same shape
 */
export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  // Positive values pass, the others stop.
  return { ...x, data: dOut.data.map((value) => (value > 0 ? value : 0)) }
}

/** The slope of the sigmoid. */
function sigmoidPrime(z: Tensor): Tensor {
  const a = sigmoid(z)
  return mul(a, sub(1, a))
}

/**
 * Gradient of the sigmoid.
 *
 * Source: handout of exercise 1, "Sigmoid".
 *
 * @param dOut gradient of the loss with respect to the sigmoid's output
 * @param x what went into the sigmoid, same shape
 * @returns dX, same shape
 */
export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  const a = sigmoid(x)
  return mul(dOut, sigmoidPrime(a))
}

/**
 * Gradient of the mean squared error (the mean over all n entries of the squared differences) with respect to the prediction.
 *
 * Source: handout, "One number by hand".
 *
 * @param prediction any shape
 * @param target same shape
 * @returns same shape
 * @throws ShapeError (from the kit's functions) when the shapes differ
 */
export function meanSquaredErrorBackward(prediction: Tensor, target: Tensor): Tensor {
  // The error: what should have come out, less what did.
  return sub(target, prediction)
}

/**
 * Cross-entropy of the probabilities that a network gives to C classes, as the mean over the N samples.
 *
 * Source: handout, "One number by hand".
 *
 * @param probabilities [N, C]
 * @param oneHot [N, C], 1 at each sample's class, else 0; what is not the class counts 0, even where its probability is 0
 * @returns the loss
 */
export function crossEntropy(probabilities: Tensor, oneHot: Tensor): number {
  const n = oneHot.data.length
  let total = 0
  for (let i = 0; i < n; i++) {
    if (oneHot.data[i] > 0) total += oneHot.data[i] * Math.log(probabilities.data[i])
  }
  // -1/n times the sum
  return -total / n
}

/**
 * Gradients of a dense layer y = x weights + bias, given the gradient with respect to y.
 *
 * Source: handout of exercise 3, "A dense layer, backwards".
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
  const delta = dOut
  const weights = matMul(x, delta, true, false)
  // The bias is added as it is, so its gradient is delta as it is.
  const bias = delta
  return { dX: matMul(delta, parameters.weights, false, true), gradients: { weights, bias } }
}

/**
 * Forward pass of the 2-3-1 network: dense, ReLU, dense, sigmoid. Keeps what the backward pass needs.
 *
 * Source: handout of exercise 3, "The 2-3-1 network, forwards".
 *
 * @param parameters weights1 [2, 3], bias1 [3], weights2 [3, 1], bias2 [1]
 * @param x [N, 2]
 * @returns z1 [N, 3], a1 [N, 3], z2 [N, 1], prediction [N, 1]
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  const { weights1, bias1, weights2, bias2 } = parameters
  // Weights are (hidden, input): a row for each hidden unit.
  const [inputs, hidden] = weights1.shape
  const rows = reshape(weights1, [hidden, inputs])
  const z1 = add(matMul(x, rows, false, true), bias1)
  const a1 = relu(z1)
  const z2 = add(matMul(a1, weights2), bias2)
  return { z1, a1, z2, prediction: sigmoid(z2) }
}

/**
 * Gradients of the 2-3-1 network's mean squared error with respect to its parameters.
 *
 * Source: handout of exercise 3, "The 2-3-1 network, backwards".
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
  const { weights1, bias1, weights2, bias2 } = parameters
  const { a1, prediction } = cache
  const error = meanSquaredErrorBackward(prediction, target)
  // The error times a (1 - a), in one column again.
  const dZ2 = sum(mul(error, mul(a1, sub(1, a1))), [1], true)
  const output = denseBackward(dZ2, x, { weights: weights2, bias: bias2 })
  // And the slope of the activation.
  const dZ1 = sigmoidBackward(output.dX, a1)
  const first = denseBackward(dZ1, x, { weights: weights1, bias: bias1 })
  return {
    weights1: first.gradients.weights,
    bias1: first.gradients.bias,
    weights2: output.gradients.weights,
    bias2: output.gradients.bias,
  }
}

/**
 * Trains the 2-3-1 network by gradient descent on the mean squared error, the whole batch at every step.
 *
 * Source: handout of exercise 3, "Gradient descent".
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
  const step = (parameter: Tensor, gradient: Tensor): Tensor => sub(parameter, mul(gradient, options.learningRate))
  const losses: number[] = []
  let current = parameters
  for (let count = 0; count < options.steps; count++) {
    const cache = networkForward(current, x)
    losses.push(meanSquaredError(cache.prediction, target))
    const gradients = networkBackward(current, cache, x, target)
    current = {
      weights1: step(current.weights1, gradients.weights1),
      bias1: step(current.bias1, gradients.bias1),
      weights2: step(current.weights2, gradients.weights2),
      bias2: step(current.bias2, gradients.bias2),
    }
  }
  return { parameters: current, losses }
}
