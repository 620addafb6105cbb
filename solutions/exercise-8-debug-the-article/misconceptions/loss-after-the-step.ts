import type { Misconception } from 'grade-descent/exercise'
import { train as correct, type NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The loss is noted after the step', zh: '更新之后才记录损失' },
  explanation: {
    en: 'The list of losses begins one step late. Each loss belongs to the parameters before the step, at the point where the gradients were taken.',
    zh: '损失列表晚了一步。每个损失都属于更新*之前*的参数，也就是取梯度的那一点。',
  },
  caughtBy: 'train-curve',
}

export function train(
  parameters: NetworkParameters,
  x: Tensor,
  target: Tensor,
  options: { learningRate: number; steps: number },
): { parameters: NetworkParameters; losses: number[] } {
  const { losses } = correct(parameters, x, target, { ...options, steps: options.steps + 1 })
  return { parameters: correct(parameters, x, target, options).parameters, losses: losses.slice(1) }
}
