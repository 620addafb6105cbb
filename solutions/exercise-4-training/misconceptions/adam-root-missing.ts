import type { Misconception } from 'grade-descent/exercise'
import type { AdamOptions, AdamState } from 'grade-descent/engine/optimizers/adam'
import { add, div, mul, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'Adam: the root is missing', zh: 'Adam：漏了开方' },
  explanation: {
    en: 'You divide by vHat itself. It is a mean of squares; only its root has the size of a gradient, and only then is a step about as long as the learning rate.',
    zh: '你除以的是 vHat 本身。它是平方的平均，开方之后才是梯度的量级，这样一步的长度才大约等于学习率。',
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
  const change = div(mul(learningRate, mHat), add(vHat, epsilon))
  return { parameter: sub(parameter, change), state: { m, v, step } }
}
