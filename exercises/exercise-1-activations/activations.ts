import { todo, type Tensor } from 'grade-descent/student'

// Exercise 1: four activation functions, forward and backward. handout.en.md / handout.zh.md has the mathematics.
//
// x has any shape with 1 to 4 axes, and no unit: it is the plain number that a layer hands on. Results have the shape and
// the dtype of x. Arguments are never changed. Nothing here needs to check shapes: dOut always has the shape of x.

/**
 * Logistic sigmoid, entry by entry: 1 / (1 + exp(-x)), between 0 and 1.
 *
 * @param x any shape; entries up to +-1000 must give 0 or 1, never NaN
 * @returns a new tensor of the shape and dtype of x
 * @see Goodfellow, Bengio and Courville, Deep Learning (2016), section 3.10
 */
export function sigmoid(x: Tensor): Tensor {
  // TODO: write sigmoid.
  return todo('sigmoid')
}

/**
 * Backward of the sigmoid: the gradient of the loss by x.
 *
 * @param dOut gradient of the loss by sigmoid(x); the shape of x
 * @param x the argument of the forward (not its result); entries up to +-1000
 * @returns gradient of the loss by x; the shape and dtype of x
 * @see Goodfellow, Bengio and Courville, Deep Learning (2016), section 3.10 (the derivative) and 6.5 (the chain rule)
 */
export function sigmoidBackward(dOut: Tensor, x: Tensor): Tensor {
  // TODO: write sigmoidBackward.
  return todo('sigmoidBackward')
}

/**
 * Rectified linear unit, entry by entry: the larger of 0 and x.
 *
 * @param x any shape
 * @returns a new tensor of the shape and dtype of x
 * @see Nair and Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines (ICML 2010)
 */
export function relu(x: Tensor): Tensor {
  // TODO: write relu.
  return todo('relu')
}

/**
 * Backward of the ReLU. At the kink, x = 0, this course takes the derivative to be 0, as the usual libraries do.
 *
 * @param dOut gradient of the loss by relu(x); the shape of x
 * @param x the argument of the forward
 * @returns gradient of the loss by x; the shape and dtype of x
 * @see Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.3 (on the kink)
 */
export function reluBackward(dOut: Tensor, x: Tensor): Tensor {
  // TODO: write reluBackward.
  return todo('reluBackward')
}

/**
 * Hyperbolic tangent, entry by entry: (exp(x) - exp(-x)) / (exp(x) + exp(-x)), between -1 and 1.
 *
 * @param x any shape; entries up to +-1000 must give -1 or 1, never NaN
 * @returns a new tensor of the shape and dtype of x
 * @see LeCun, Bottou, Orr and Müller, Efficient BackProp (1998), section 4.4
 */
export function tanh(x: Tensor): Tensor {
  // TODO: write tanh.
  return todo('tanh')
}

/**
 * Backward of the hyperbolic tangent.
 *
 * @param dOut gradient of the loss by tanh(x); the shape of x
 * @param x the argument of the forward (not its result); entries up to +-1000
 * @returns gradient of the loss by x; the shape and dtype of x
 * @see LeCun, Bottou, Orr and Müller, Efficient BackProp (1998), section 4.4
 */
export function tanhBackward(dOut: Tensor, x: Tensor): Tensor {
  // TODO: write tanhBackward.
  return todo('tanhBackward')
}

/**
 * Softmax over the last axis: exp(x) divided by the sum of exp(x) along that axis. Each row is a distribution: entries
 * from 0 to 1 that sum to 1.
 *
 * @param x [..., C]; a tensor of one axis is one row; entries up to +-1000 must give finite results
 * @returns a new tensor of the shape and dtype of x
 * @see Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.2.2.3, and 4.1 on overflow
 */
export function softmax(x: Tensor): Tensor {
  // TODO: write softmax.
  return todo('softmax')
}

/**
 * Backward of the softmax over the last axis. Every output of a row depends on every input of that row.
 *
 * @param dOut gradient of the loss by softmax(x); the shape of x
 * @param x [..., C], the argument of the forward (not its result); entries up to +-1000
 * @returns gradient of the loss by x; the shape and dtype of x
 * @see Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.5.2 (a Jacobian times a vector)
 */
export function softmaxBackward(dOut: Tensor, x: Tensor): Tensor {
  // TODO: write softmaxBackward.
  return todo('softmaxBackward')
}
