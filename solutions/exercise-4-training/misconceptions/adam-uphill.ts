import type { Misconception } from 'grade-descent/exercise'
import { adam as correct, type AdamOptions, type AdamState } from 'grade-descent/engine/optimizers/adam'
import { mul, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Adam: uphill', zh: 'Adam：走的是上坡' },
  explanation: {
    en: 'You added the change. A step goes against the gradient: with it the loss climbs.',
    zh: '你把改变量加上了。更新应当逆着梯度走：顺着梯度走，损失会上升。',
  },
  caughtBy: 'adam-values',
}

export function adam(
  parameter: Tensor,
  gradient: Tensor,
  state: AdamState,
  options: AdamOptions,
): { parameter: Tensor; state: AdamState } {
  const result = correct(parameter, gradient, state, options)
  return { ...result, parameter: sub(mul(2, parameter), result.parameter) }
}
