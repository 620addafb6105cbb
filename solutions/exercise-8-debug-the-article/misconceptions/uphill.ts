import type { Misconception } from 'grade-descent/exercise'
import { train as correct, type NetworkParameters } from 'grade-descent/engine/networks/two-layer-network'
import type { Tensor } from 'grade-descent/student'

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
  return correct(parameters, x, target, { ...options, learningRate: -options.learningRate })
}
