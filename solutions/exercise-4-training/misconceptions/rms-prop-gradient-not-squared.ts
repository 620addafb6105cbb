import type { Misconception } from 'grade-descent/exercise'
import type { RmsPropOptions, RmsPropState } from 'grade-descent/engine/optimizers/rms-prop'
import { abs, add, div, mul, sqrt, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'RMSprop: the gradient is not squared', zh: 'RMSprop：梯度没有平方' },
  explanation: {
    en: 'The moving mean collects the magnitude of the gradient, not its square. The root of it is then no size of a gradient, and the state that you return is another quantity.',
    zh: '滑动平均里累积的是梯度的绝对值，而不是平方。再开方得到的就不是梯度的量级，返回的状态也成了另一个量。',
  },
  caughtBy: 'rmsProp-values',
}

export function rmsProp(
  parameter: Tensor,
  gradient: Tensor,
  state: RmsPropState,
  { learningRate, decay, epsilon }: RmsPropOptions,
): { parameter: Tensor; state: RmsPropState } {
  const meanSquare = add(mul(decay, state.meanSquare), mul(1 - decay, abs(gradient)))
  const step = div(gradient, add(sqrt(meanSquare), epsilon))
  return { parameter: sub(parameter, mul(learningRate, step)), state: { meanSquare } }
}
