import type { Misconception } from 'grade-descent/exercise'
import { train as correct, type NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The last update is missing', zh: '少做了最后一次更新' },
  explanation: {
    en: 'The losses are right, but the parameters are those of one step before: there were `steps` losses and only `steps` - 1 updates. Each round takes the loss and makes an update, the last one too.',
    zh: '损失都对，但参数停在了前一步：记录了 `steps` 个损失，却只更新了 `steps` - 1 次。每一轮都既记录损失*又*做更新，最后一轮也不例外。',
  },
  caughtBy: 'train-values',
  harmsTraining: false,
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  options: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const { losses } = correct(parameters, x, target, options)
  return { parameters: correct(parameters, x, target, { ...options, steps: options.steps - 1 }).parameters, losses }
}
