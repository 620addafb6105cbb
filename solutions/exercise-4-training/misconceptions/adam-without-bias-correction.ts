import type { Misconception } from 'grade-descent/exercise'
import type { AdamOptions, AdamState } from 'grade-descent/engine/optimizers/adam'
import { add, div, mul, sqrt, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Adam: the bias is not corrected', zh: 'Adam：没有做偏差修正' },
  explanation: {
    en: 'You step with m and v as they are. Both begin at zero, so that in the first steps they are far too small, v more than m: the first steps have the wrong size. What is missing is the division by 1 - beta^t.',
    zh: '你直接用 m 和 v 走步。它们都从零开始，头几步里都太小，而 v 又比 m 小得更多：最初几步的大小不对。缺的是除以 1 - beta^t。',
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
  const v = add(mul(beta2, state.v), mul(1 - beta2, square(gradient)))
  const mHat = m
  const vHat = v
  const change = div(mul(learningRate, mHat), add(sqrt(vHat), epsilon))
  return { parameter: sub(parameter, change), state: { m, v, step } }
}
