import type { Misconception } from 'grade-descent/exercise'
import {
  networkBackward,
  networkForward,
  type NetworkParameters,
} from 'grade-descent/engine/networks/two-layer-network'
import { meanSquaredError, mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The layers are updated one by one', zh: '各层先后更新，而不是同时更新' },
  explanation: {
    en: "The second layer was updated first, and the first layer's gradient was then taken through the new weights2. All gradients of a step belong to one point.",
    zh: '先更新了第二层，再通过*新的* weights2 去求第一层的梯度。同一步里的所有梯度都属于同一点。',
  },
  caughtBy: 'train-curve',
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  options: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const losses: number[] = []
  const step = (parameter: Tensor, gradient: Tensor): Tensor => sub(parameter, mul(gradient, options.learningRate))
  let current = parameters
  for (let count = 0; count < options.steps; count++) {
    const cache = networkForward(current, x)
    losses.push(meanSquaredError(cache.prediction, target))
    const second = networkBackward(current, cache, x, target)
    current = {
      ...current,
      weights2: step(current.weights2, second.weights2),
      bias2: step(current.bias2, second.bias2),
    }
    const first = networkBackward(current, cache, x, target)
    current = { ...current, weights1: step(current.weights1, first.weights1), bias1: step(current.bias1, first.bias1) }
  }
  return { parameters: current, losses }
}
