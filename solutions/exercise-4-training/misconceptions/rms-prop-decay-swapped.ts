import type { Misconception } from 'grade-descent/exercise'
import type { RmsPropOptions, RmsPropState } from 'grade-descent/engine/optimizers/rms-prop'
import { add, div, mul, sqrt, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'RMSprop: decay and 1 - decay are swapped', zh: 'RMSprop：decay 与 1 - decay 颠倒了' },
  explanation: {
    en: 'You give the weight 1 - decay to the old mean and decay to the new square, so that almost all of the past is forgotten at each step. decay says how much of the old mean stays.',
    zh: '你给旧均值的权重是 1 - decay，给新平方的权重是 decay，于是每一步都把过去几乎忘光。decay 表示旧均值保留多少。',
  },
  caughtBy: 'rmsProp-values',
}

export function rmsProp(
  parameter: Tensor,
  gradient: Tensor,
  state: RmsPropState,
  { learningRate, decay, epsilon }: RmsPropOptions,
): { parameter: Tensor; state: RmsPropState } {
  const meanSquare = add(mul(1 - decay, state.meanSquare), mul(decay, square(gradient)))
  const step = div(gradient, add(sqrt(meanSquare), epsilon))
  return { parameter: sub(parameter, mul(learningRate, step)), state: { meanSquare } }
}
