import { expectObject, expectPositive, expectWhole } from '../expect-argument.ts'
import { meanSquaredError, meanSquaredErrorBackward } from '../losses/mean-squared-error.ts'
import { dense, denseBackward } from '../ops/dense.ts'
import { relu, reluBackward } from '../ops/relu.ts'
import { sigmoid, sigmoidBackward } from '../ops/sigmoid.ts'
import { gradientDescentStep } from '../optimizers/gradient-descent.ts'
import type { Tensor } from '../tensor.ts'

/** weights1 [2, 3], bias1 [3], weights2 [3, 1], bias2 [1] in the article; any sizes that fit. Gradients have the same form. */
export type NetworkParameters = { weights1: Tensor; bias1: Tensor; weights2: Tensor; bias2: Tensor }

/** z: before the activation; a: after it. */
export type NetworkCache = { z1: Tensor; a1: Tensor; z2: Tensor; prediction: Tensor }

/**
 * ReLU units, then sigmoid outputs: prediction = sigmoid(relu(x W1 + b1) W2 + b2).
 *
 * @param x [N, 2]
 * @throws ShapeError when the shapes don't fit
 */
export function networkForward(parameters: NetworkParameters, x: Tensor): NetworkCache {
  expectParameters('networkForward', parameters)
  const z1 = dense(x, { weights: parameters.weights1, bias: parameters.bias1 })
  const a1 = relu(z1)
  const z2 = dense(a1, { weights: parameters.weights2, bias: parameters.bias2 })
  return { z1, a1, z2, prediction: sigmoid(z2) }
}

/**
 * Gradients of the mean squared error, by the chain rule from the prediction back to the parameters.
 *
 * @param cache what `networkForward` gave for the same parameters and x
 * @param target of the prediction's shape, [N, 1]
 * @throws ShapeError when the shapes don't fit
 */
export function networkBackward(
  parameters: NetworkParameters,
  cache: NetworkCache,
  x: Tensor,
  target: Tensor,
): NetworkParameters {
  expectParameters('networkBackward', parameters)
  expectObject('networkBackward', 'cache', cache, 'what networkForward gave')
  const dPrediction = meanSquaredErrorBackward(cache.prediction, target)
  const dZ2 = sigmoidBackward(dPrediction, cache.z2)
  const output = denseBackward(dZ2, cache.a1, { weights: parameters.weights2, bias: parameters.bias2 })
  const dZ1 = reluBackward(output.dX, cache.z1)
  const hidden = denseBackward(dZ1, x, { weights: parameters.weights1, bias: parameters.bias1 })
  return {
    weights1: hidden.gradients.weights,
    bias1: hidden.gradients.bias,
    weights2: output.gradients.weights,
    bias2: output.gradients.bias,
  }
}

/**
 * Gradient descent on all of x at once.
 *
 * @returns the parameters after `steps` steps, and the loss before each step
 * @throws ShapeError when the shapes don't fit
 * @throws ArgumentError when an option can't be
 */
export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  options: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  expectObject('train', 'options', options, '{ learningRate, steps }')
  expectPositive('train', 'learningRate', options.learningRate)
  expectWhole('train', 'steps', options.steps, 0)
  const losses: number[] = []
  let current = parameters
  for (let step = 0; step < options.steps; step++) {
    const cache = networkForward(current, x)
    losses.push(meanSquaredError(cache.prediction, target))
    current = descend(current, networkBackward(current, cache, x, target), options.learningRate)
  }
  return { parameters: current, losses }
}

function descend(parameters: NetworkParameters, gradients: NetworkParameters, learningRate: number): NetworkParameters {
  return {
    weights1: gradientDescentStep(parameters.weights1, gradients.weights1, learningRate),
    bias1: gradientDescentStep(parameters.bias1, gradients.bias1, learningRate),
    weights2: gradientDescentStep(parameters.weights2, gradients.weights2, learningRate),
    bias2: gradientDescentStep(parameters.bias2, gradients.bias2, learningRate),
  }
}

function expectParameters(functionName: string, parameters: NetworkParameters): void {
  expectObject(functionName, 'parameters', parameters, '{ weights1, bias1, weights2, bias2 }')
}
