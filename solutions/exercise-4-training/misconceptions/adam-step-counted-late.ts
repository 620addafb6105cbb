import type { Misconception } from 'grade-descent/exercise'
import type { AdamOptions, AdamState } from 'grade-descent/engine/optimizers/adam'
import { add, div, mul, sqrt, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Adam: the bias correction is one step behind', zh: 'Adam：偏差修正慢了一步' },
  explanation: {
    en: 'Your correction takes t as it came in. state.step counts the updates already done, 0 before the first: then 1 - beta^0 is 0, and the division gives Infinity or NaN. The update being made counts too.',
    zh: '你做修正时用的 t 是传进来的值。state.step 记的是已经完成的更新次数，第一次之前是 0：1 - beta^0 等于 0，一除就是 Infinity 或 NaN。正在做的这一次也要算进去。',
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
  const mHat = div(m, 1 - beta1 ** state.step)
  const vHat = div(v, 1 - beta2 ** state.step)
  const change = div(mul(learningRate, mHat), add(sqrt(vHat), epsilon))
  return { parameter: sub(parameter, change), state: { m, v, step } }
}
