import type { Misconception } from 'grade-descent/exercise'
import { train as correct, type NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The initial parameters are returned', zh: '返回了初始参数' },
  explanation: {
    en: 'The losses are right, but the parameters that you return are those that came in.',
    zh: '损失都对，但返回的是传进来的参数。',
  },
  caughtBy: 'train-values',
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  options: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  return { parameters, losses: correct(parameters, x, target, options).losses }
}
