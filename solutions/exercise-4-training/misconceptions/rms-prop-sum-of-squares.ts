import type { Misconception } from 'grade-descent/exercise'
import type { RmsPropOptions, RmsPropState } from 'grade-descent/engine/optimizers/rms-prop'
import { add, div, mul, sqrt, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'RMSprop: the squares are summed, not averaged', zh: 'RMSprop：对平方求了和，而不是平均' },
  explanation: {
    en: 'You add the whole square to the old mean: without the weight 1 - decay it is no mean, and it settles 1 / (1 - decay) times too high. The steps come out too short.',
    zh: '你把整个平方加到了旧均值上：没有 1 - decay 这个权重，它就不是平均，最后会稳定在 1 / (1 - decay) 倍的高度，步子因此偏短。',
  },
  caughtBy: 'rmsProp-values',
}

export function rmsProp(
  parameter: Tensor,
  gradient: Tensor,
  state: RmsPropState,
  { learningRate, decay, epsilon }: RmsPropOptions,
): { parameter: Tensor; state: RmsPropState } {
  const meanSquare = add(mul(decay, state.meanSquare), square(gradient))
  const step = div(gradient, add(sqrt(meanSquare), epsilon))
  return { parameter: sub(parameter, mul(learningRate, step)), state: { meanSquare } }
}
