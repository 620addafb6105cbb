import type { Misconception } from 'grade-descent/exercise'
import type { AdamOptions, AdamState } from 'grade-descent/engine/optimizers/adam'
import { add, div, mul, sqrt, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Adam: only v is corrected', zh: 'Adam：只修正了 v' },
  explanation: {
    en: 'm began at 0 as well, so in the first steps it is far too small: at step 1 it holds a tenth of the gradient. Both means need their correction.',
    zh: 'm 同样从 0 开始，所以头几步小得多：第 1 步只有梯度的十分之一。两个平均都要修正。',
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
  const change = div(mul(learningRate, m), add(sqrt(div(v, 1 - beta2 ** step)), epsilon))
  return { parameter: sub(parameter, change), state: { m, v, step } }
}
