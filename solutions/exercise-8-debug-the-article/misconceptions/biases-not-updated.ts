import type { Misconception } from 'grade-descent/exercise'
import {
  networkBackward,
  networkForward,
  type NetworkParameters,
} from 'grade-descent/engine/networks/two-layer-network'
import { meanSquaredError, mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The biases are never updated', zh: '偏置从不更新' },
  explanation: {
    en: 'The weights are trained, the biases stay what they were at the start. They are parameters like the others.',
    zh: '权重在训练，偏置却一直是初始值。它们同样是参数。',
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
    const gradients = networkBackward(current, networkForward(current, x), x, target)
    current = {
      weights1: step(current.weights1, gradients.weights1),
      bias1: current.bias1,
      weights2: step(current.weights2, gradients.weights2),
      bias2: current.bias2,
    }
  }
  return { parameters: current, losses }
}
