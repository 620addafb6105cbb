import type { Misconception } from 'grade-descent/exercise'
import type { AdamOptions, AdamState } from 'grade-descent/engine/optimizers/adam'
import { abs, add, div, mul, sqrt, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Adam: v collects gradients, not their squares', zh: 'Adam：v 累积的不是梯度的平方' },
  explanation: {
    en: 'Your v is a moving mean of the magnitude of the gradient. v is the second moment: the mean of the squares, whose root the step is divided by.',
    zh: '你的 v 是梯度绝对值的滑动平均。v 是二阶矩，即平方的平均，走步时要除以它的根。',
  },
  caughtBy: 'adam-values',
}

export function adam(
  parameter: Tensor,
  gradient: Tensor,
  state: AdamState,
  { learningRate, beta1, beta2, epsilon }: AdamOptions,
): { parameter: Tensor; state: AdamState } {
  const step = state.step + 1
  const m = add(mul(beta1, state.m), mul(1 - beta1, gradient))
  const v = add(mul(beta2, state.v), mul(1 - beta2, abs(gradient)))
  const mHat = div(m, 1 - beta1 ** step)
  const vHat = div(v, 1 - beta2 ** step)
  const change = div(mul(learningRate, mHat), add(sqrt(vHat), epsilon))
  return { parameter: sub(parameter, change), state: { m, v, step } }
}
