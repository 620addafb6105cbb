import type { Misconception } from 'grade-descent/exercise'
import type { AdamOptions, AdamState } from 'grade-descent/engine/optimizers/adam'
import { add, div, mul, sqrt, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Adam: the step is not counted', zh: 'Adam：没有给步数加一' },
  explanation: {
    en: 'The parameter, m and v are right, but the step that you return is the one that came in. The next call believes that it is the first one again, and corrects a bias that is long gone.',
    zh: '参数、m 和 v 都对，但返回的 step 还是传进来的那个。下一次调用又以为自己是第一步，去修正一个早已消失的偏差。',
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
  return { parameter: sub(parameter, change), state: { m, v, step: state.step } }
}
