import type { Misconception } from 'grade-descent/exercise'
import {
  networkBackward,
  networkForward,
  type NetworkParameters,
} from 'grade-descent/engine/networks/two-layer-network'
import { gradientDescentStep } from 'grade-descent/engine/optimizers/gradient-descent'
import { meanSquaredError, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The layers are updated one by one', zh: '各层先后更新，而不是同时更新' },
  explanation: {
    en: "The second layer was updated first, and the first layer's gradient was then taken through the new weights2. All gradients of a step belong to one point. Compute the four of them, and only then move.",
    zh: '你先更新了第二层，再通过*新的* weights2 去求第一层的梯度。同一步里的所有梯度都属于同一点：四个都算好，然后才动参数。',
  },
  caughtBy: 'train-curve',
  harmsTraining: false,
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  options: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const losses: number[] = []
  let current = parameters
  for (let step = 0; step < options.steps; step++) {
    const cache = networkForward(current, x)
    losses.push(meanSquaredError(cache.prediction, target))
    const { weights2, bias2 } = networkBackward(current, cache, x, target)
    current = {
      ...current,
      weights2: gradientDescentStep(current.weights2, weights2, options.learningRate),
      bias2: gradientDescentStep(current.bias2, bias2, options.learningRate),
    }
    const { weights1, bias1 } = networkBackward(current, cache, x, target)
    current = {
      ...current,
      weights1: gradientDescentStep(current.weights1, weights1, options.learningRate),
      bias1: gradientDescentStep(current.bias1, bias1, options.learningRate),
    }
  }
  return { parameters: current, losses }
}
