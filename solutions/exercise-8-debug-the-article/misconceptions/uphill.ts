import type { Misconception } from 'grade-descent/exercise'
import {
  networkBackward,
  networkForward,
  type NetworkParameters,
} from 'grade-descent/engine/networks/two-layer-network'
import { add, meanSquaredError, mul, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Uphill instead of downhill', zh: '上坡而不是下坡' },
  explanation: {
    en: 'The step goes along the gradient, and the loss grows. If you added the step to make up for an error of target - prediction: the gradients are gradients now, and the step goes against them.',
    zh: '更新是顺着梯度走的，损失越来越大。如果你是为了迁就 target - prediction 才改成加：现在的梯度已经是真正的梯度，更新要逆着它走。',
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
  const step = (parameter: Tensor, gradient: Tensor): Tensor => add(parameter, mul(gradient, options.learningRate))
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
