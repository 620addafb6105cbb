import type { Misconception } from 'grade-descent/exercise'
import type { RmsPropOptions, RmsPropState } from 'grade-descent/engine/optimizers/rms-prop'
import { add, div, mul, square, sub, type Tensor } from 'grade-descent/student'

export const misconception: Misconception = {
  title: { en: 'RMSprop: the root is missing', zh: 'RMSprop：漏了开方' },
  explanation: {
    en: 'You divide by the mean square itself. A gradient over its square has the unit of 1 / gradient: small gradients then make huge steps. The root brings the mean square back to the size of a gradient.',
    zh: '你除以的是均方本身。梯度除以梯度的平方，得到的是 1 / 梯度的量级：梯度越小步子反而越大。开方之后，均方才回到梯度的量级。',
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
  const step = div(gradient, add(meanSquare, epsilon))
  return { parameter: sub(parameter, mul(learningRate, step)), state: { meanSquare } }
}
