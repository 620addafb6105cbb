import type { Misconception } from 'grade-descent/exercise'
import type { AdamOptions, AdamState } from 'grade-descent/engine/optimizers/adam'
import { add, div, mul, sqrt, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: "Adam: the caller's moments are changed", zh: 'Adam：改动了调用者的 m 和 v' },
  explanation: {
    en: "The numbers are right, but m and v were written into the caller's own tensors. The old state is gone for whoever still holds it. Make new tensors.",
    zh: '数值是对的，但 m 和 v 写进了调用者自己的张量。还留着旧状态的人，手里的值就变了。请新建张量。',
  },
  caughtBy: 'adam-manners',
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
  state.m.data.set(m.data)
  state.v.data.set(v.data)
  return { parameter: sub(parameter, change), state: { m: state.m, v: state.v, step } }
}
