import { todo, type Random, type Tensor } from 'grade-descent/student'

// Exercise 2, initial weights and the forward pass. The mathematics is in handout.en.md and handout.zh.md beside this file.
//
// All randomness comes from the `random` that is handed in: `random.uniform(low, high)` and `random.normal(mean,
// standardDeviation)` each give one number a call. The numbers are judged by their distribution, so the order in which you draw them is yours.

/** Parameters of a dense layer with I inputs and O outputs. */
export interface DenseParameters {
  /** [I, O] */
  weights: Tensor
  /** [O] */
  bias: Tensor
}

/**
 * Initial weights for a layer in front of sigmoid, tanh or softmax: uniform between plus and minus sqrt(6 / (fanIn + fanOut)).
 *
 * Source: Glorot and Bengio, Understanding the Difficulty of Training Deep Feedforward Neural Networks (AISTATS 2010), formula 16.
 *
 * @param random the only source of randomness
 * @param fanIn number of the layer's inputs, 1 or more
 * @param fanOut number of its outputs, 1 or more
 * @returns float32 [fanIn, fanOut], no unit
 */
export function glorotUniform(random: Random, fanIn: number, fanOut: number): Tensor {
  // TODO: one draw an entry.
  return todo('glorotUniform')
}

/**
 * Initial weights for a layer in front of a ReLU: normal around 0 with the standard deviation sqrt(2 / fanIn). You may truncate
 * the normal distribution at two deviations.
 *
 * Source: He, Zhang, Ren and Sun, Delving Deep into Rectifiers (ICCV 2015), formula 10.
 *
 * @param random the only source of randomness
 * @param fanIn number of the layer's inputs, 1 or more
 * @param fanOut number of its outputs, 1 or more
 * @returns float32 [fanIn, fanOut], no unit
 */
export function heNormal(random: Random, fanIn: number, fanOut: number): Tensor {
  // TODO: one draw an entry.
  return todo('heNormal')
}

/**
 * A dense (fully connected) layer: x times the weights, plus the bias on every row.
 *
 * Source: handout, "A dense layer".
 *
 * @param x [N, I], one sample a row
 * @param parameters weights [I, O], bias [O]
 * @returns [N, O], with the dtype of x
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function dense(x: Tensor, parameters: DenseParameters): Tensor {
  // TODO: a matrix product and a sum.
  return todo('dense')
}

/**
 * Forward pass of a multi-layer perceptron of any depth (1 layer or more): dense layers with a ReLU between them, none after the last.
 *
 * Source: handout, "The forward pass".
 *
 * @param layers weights [I, O] and bias [O] of each layer, from the input to the output
 * @param x [N, I of the first layer]
 * @returns [N, O of the last layer], with the dtype of x
 * @throws ShapeError (from the kit's functions) when the shapes don't fit
 */
export function mlpForward(layers: readonly DenseParameters[], x: Tensor): Tensor {
  // TODO: what one layer gives, the next one takes.
  return todo('mlpForward')
}
