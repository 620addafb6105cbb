import type { Misconception } from 'grade-descent/exercise'
import { train as correct, type NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The last update is missing', zh: '少做了最后一次更新' },
  explanation: {
    en: 'The losses are right, but the parameters that you return are those before the last step.',
    zh: '损失都对，但返回的是最后一次更新*之前*的参数。',
  },
  caughtBy: 'train-values',
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  options: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const steps = options.steps - 1
  const { losses } = correct(parameters, x, target, options)
  return { parameters: correct(parameters, x, target, { ...options, steps }).parameters, losses }
}
