import type { Misconception } from 'grade-descent/exercise'
import {
  networkBackward,
  networkForward,
  type NetworkParameters,
} from 'grade-descent/engine/networks/two-layer-network'
import { gradientDescentStep } from 'grade-descent/engine/optimizers/gradient-descent'
import { meanSquaredError, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The biases never learn', zh: '偏置从不更新' },
  explanation: {
    en: "bias1 and bias2 are at the end what they were at the start. A bias is a parameter like any other: it has a gradient, and takes the same step. Without it a unit's kink, or an output's middle, can never move away from where it was put.",
    zh: '训练结束时，bias1 和 bias2 与开始时一模一样。偏置同样是参数：它有梯度，也要走同样的一步。不更新它，单元的转折点、输出的中心就永远停在初始的位置。',
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
    const gradients = networkBackward(current, cache, x, target)
    current = {
      ...current,
      weights1: gradientDescentStep(current.weights1, gradients.weights1, options.learningRate),
      weights2: gradientDescentStep(current.weights2, gradients.weights2, options.learningRate),
    }
  }
  return { parameters: current, losses }
}
