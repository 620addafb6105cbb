import type { Misconception } from 'grade-descent/exercise'
import type { AdamOptions, AdamState } from 'grade-descent/engine/optimizers/adam'
import { add, div, mul, sqrt, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Adam: the corrected means are kept as the state', zh: 'Adam：把修正后的均值存进了状态' },
  explanation: {
    en: 'The parameter is right, but the state that you return holds mHat and vHat. The next step would mix them in as if they were the plain means, and correct them once more. The state keeps m and v; the corrected ones live for one step.',
    zh: '参数是对的，但返回的状态里存的是 mHat 和 vHat。下一步会把它们当作原来的均值继续混合，再修正一遍。状态里存 m 和 v，修正后的值只用于这一步。',
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
  const mHat = div(m, 1 - beta1 ** step)
  const vHat = div(v, 1 - beta2 ** step)
  const change = div(mul(learningRate, mHat), add(sqrt(vHat), epsilon))
  return { parameter: sub(parameter, change), state: { m: mHat, v: vHat, step } }
}
