import type { Misconception } from 'grade-descent/exercise'
import {
  networkBackward,
  networkForward,
  type NetworkParameters,
} from 'grade-descent/engine/networks/two-layer-network'
import { meanSquaredError, mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Every step uses the gradients of the start', zh: '每一步用的都是起点的梯度' },
  explanation: {
    en: 'The gradients were taken at the initial parameters, at every step. The slope changes on the way: each step needs the gradients of where it stands.',
    zh: '每一步的梯度都取在初始参数处。路上的坡度是会变的：每一步都要用当前位置的梯度。',
  },
  caughtBy: 'train-curve',
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  options: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const { learningRate, steps } = options
  const step = (parameter: Tensor, gradient: Tensor): Tensor => sub(parameter, mul(gradient, learningRate))
  const losses: number[] = []
  let current = parameters
  for (let count = 0; count < steps; count++) {
    losses.push(meanSquaredError(networkForward(current, x).prediction, target))
    const gradients = networkBackward(parameters, networkForward(parameters, x), x, target)
    current = {
      weights1: step(current.weights1, gradients.weights1),
      bias1: step(current.bias1, gradients.bias1),
      weights2: step(current.weights2, gradients.weights2),
      bias2: step(current.bias2, gradients.bias2),
    }
  }
  return { parameters: current, losses }
}
