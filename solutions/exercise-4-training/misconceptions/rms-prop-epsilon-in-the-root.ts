import type { Misconception } from 'grade-descent/exercise'
import type { RmsPropOptions, RmsPropState } from 'grade-descent/engine/optimizers/rms-prop'
import { add, div, mul, sqrt, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'RMSprop: epsilon stands inside the root', zh: 'RMSprop：epsilon 放进了根号里' },
  explanation: {
    en: 'You divide by sqrt(meanSquare + epsilon). Inside the root epsilon counts as its own root, 0.0001 as 0.01: steps with small gradients become much shorter. Here it is added after the root.',
    zh: '你除以的是 sqrt(meanSquare + epsilon)。放进根号里，epsilon 起作用的是它的平方根，0.0001 变成 0.01：梯度小的地方步子会短得多。这里是先开方再加 epsilon。',
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
  const step = div(gradient, sqrt(add(meanSquare, epsilon)))
  return { parameter: sub(parameter, mul(learningRate, step)), state: { meanSquare } }
}
