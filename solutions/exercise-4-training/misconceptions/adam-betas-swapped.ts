import type { Misconception } from 'grade-descent/exercise'
import type { AdamOptions, AdamState } from 'grade-descent/engine/optimizers/adam'
import { add, div, mul, sqrt, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Adam: beta1 and beta2 are swapped', zh: 'Adam：beta1 与 beta2 颠倒了' },
  explanation: {
    en: 'You average the gradient with beta2 and its square with beta1. beta1 belongs to m, the direction, which should turn quickly; beta2 to v, the scale, which should stay steady.',
    zh: '你用 beta2 平均梯度，用 beta1 平均它的平方。beta1 属于 m，即方向，要转得快；beta2 属于 v，即尺度，要稳。',
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
  const m = add(mul(beta2, state.m), mul(1 - beta2, gradient))
  const v = add(mul(beta1, state.v), mul(1 - beta1, square(gradient)))
  const mHat = div(m, 1 - beta2 ** step)
  const vHat = div(v, 1 - beta1 ** step)
  const change = div(mul(learningRate, mHat), add(sqrt(vHat), epsilon))
  return { parameter: sub(parameter, change), state: { m, v, step } }
}
