import type { Misconception } from 'grade-descent/exercise'
import {
  networkForward,
  train as correct,
  type NetworkParameters,
} from 'grade-descent/engine/networks/two-layer-network'
import { meanSquaredError, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The loss after the last step is noted too', zh: '把最后一步之后的损失也记下了' },
  explanation: {
    en: 'There is one loss more than there are steps. Each is taken before its step; after the last one none is.',
    zh: '损失比步数多一个。每个损失都在那一步之前取；最后一步之后不再取。',
  },
  caughtBy: 'train-curve',
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  options: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const result = correct(parameters, x, target, options)
  const after = meanSquaredError(networkForward(result.parameters, x).prediction, target)
  return { ...result, losses: [...result.losses, after] }
}
