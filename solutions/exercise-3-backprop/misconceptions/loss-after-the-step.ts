import type { Misconception } from 'grade-descent/exercise'
import { train as correct, type NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import type { Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'The loss is noted after the step', zh: '更新之后才记录损失' },
  explanation: {
    en: 'Your curve is the right one moved by one step: its first entry is the loss after the first update. Each loss belongs to the parameters before the step, the same point at which the gradients are taken; the first entry tells where training began.',
    zh: '你的曲线就是正确的曲线错开了一步：第一个数是第一次更新之后的损失。每个损失都应属于更新*之前*的参数，也就是取梯度的那一点；第一个数告诉我们训练从哪里起步。',
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
  const { losses } = correct(parameters, x, target, { ...options, steps: options.steps + 1 })
  return { parameters: correct(parameters, x, target, options).parameters, losses: losses.slice(1) }
}
