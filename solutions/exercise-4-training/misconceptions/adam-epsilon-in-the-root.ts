import type { Misconception } from 'grade-descent/exercise'
import type { AdamOptions, AdamState } from 'grade-descent/engine/optimizers/adam'
import { add, div, mul, sqrt, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Adam: epsilon stands inside the root', zh: 'Adam：epsilon 放进了根号里' },
  explanation: {
    en: 'You divide by sqrt(vHat + epsilon). Inside the root a small epsilon counts as its own, much larger, root. Here it is added after the root.',
    zh: '你除以的是 sqrt(vHat + epsilon)。放进根号里，一个很小的 epsilon 起作用的是它大得多的平方根。这里是先开方再加 epsilon。',
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
  const change = div(mul(learningRate, mHat), sqrt(add(vHat, epsilon)))
  return { parameter: sub(parameter, change), state: { m, v, step } }
}
