import type { Misconception } from 'grade-descent/exercise'
import type { RmsPropOptions, RmsPropState } from 'grade-descent/engine/optimizers/rms-prop'
import { add, div, mul, sqrt, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'RMSprop: the step uses the old mean square', zh: 'RMSprop：走步用了旧的均方' },
  explanation: {
    en: 'The new mean square is right, but the step was divided by the root of the old one. At the very first step that is the root of zero, and the step becomes gigantic. First the mean, then the step.',
    zh: '新的均方算对了，但走步时除以的是旧均方的根。第一步时那就是 0 的根，步子会变得极大。先更新均方，再走步。',
  },
  caughtBy: 'rmsProp-values',
}

export function rmsProp(
  parameter: Tensor,
  gradient: Tensor,
  state: RmsPropState,
  { learningRate, decay, epsilon }: RmsPropOptions,
): { parameter: Tensor; state: RmsPropState } {
  const meanSquare = add(mul(decay, state.meanSquare), mul(1 - decay, square(gradient)))
  const step = div(gradient, add(sqrt(state.meanSquare), epsilon))
  return { parameter: sub(parameter, mul(learningRate, step)), state: { meanSquare } }
}
